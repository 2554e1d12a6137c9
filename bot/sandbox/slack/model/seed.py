"""A workspace to start with: a support team, a guest, somebody from another organisation."""

from bot.sandbox.slack.model.ids import Ids
from bot.sandbox.slack.model.people import Team, User, Usergroup
from bot.sandbox.slack.model.world import Installation, World

_FOREIGN_TEAM = "T0ELSEWHERE"


def seeded(bot_name: str) -> World:
    """Give a fresh workspace in which the bot is installed.

    People: ada (support agent), ben (teammate), olga (on call), gus (guest), sten (another
    organisation). Groups: @support, @oncall. Channels: #print-orders, #random (without the bot),
    #workshop (private), #with-partners (shared with another organisation).
    """
    ids = Ids()
    own = "T0SANDBOX"
    bot = User(ids.new("U"), bot_name.lower(), bot_name, own, "bot", is_bot=True)
    world = World(
        Team(own, "Sandbox", "sandbox"),
        Installation(
            app_id=ids.new("A"),
            bot_id=ids.new("B"),
            bot_user=bot.id,
            bot_token=f"xoxb-{ids.secret()}",
            app_token=f"xapp-{ids.secret()}",
            signing_secret=ids.secret(),
            verification_token=ids.secret(),
        ),
        ids,
    )
    slackbot = User("USLACKBOT", "slackbot", "Slackbot", own, "bot", is_bot=True)
    world.users |= {bot.id: bot, slackbot.id: slackbot}
    _add_people(world)
    _add_channels(world)
    return world


def _add_people(world: World) -> None:
    own, new = world.team.id, world.ids.new
    outside = "from another organisation"
    people = [
        User(new("U"), "ada", "Ada Winter", own, "support agent"),
        User(new("U"), "ben", "Ben Sommer", own, "teammate"),
        User(new("U"), "olga", "Olga Frey", own, "on-call engineer"),
        User(new("U"), "gus", "Gus Guest", own, "guest", is_restricted=True),
        User(new("U"), "sten", "Sten Elsewhere", _FOREIGN_TEAM, outside, is_stranger=True),
    ]
    world.users.update({person.id: person for person in people})
    ada, ben, olga = (person.id for person in people[:3])
    for handle, users in (("support", [ada, ben]), ("oncall", [olga])):
        group = Usergroup(new("S"), handle, f"The {handle} team", users)
        world.usergroups[group.id] = group


def _add_channels(world: World) -> None:
    bot = world.installation.bot_user
    own = {u.id for u in world.users.values() if u.team_id == world.team.id}
    own.discard("USLACKBOT")
    stranger = world.user("sten").id
    world.add_channel("print-orders", "channel", members=set(own))
    world.add_channel("random", "channel", members=own - {bot})
    world.add_channel("workshop", "group", members={bot, world.user("ada").id})
    shared = world.add_channel("with-partners", "channel", members=own | {stranger})
    shared.is_ext_shared = True
