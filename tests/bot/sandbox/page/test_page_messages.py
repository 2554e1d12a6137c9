import pytest

from bot.sandbox.slack.model.channels import Message
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.town import Town
from tests.bot.sandbox.page.conftest import Visit
from tests.bot.sandbox.page.visitor import Json, Visitor
from tests.bot.sandbox.slack.bolt_app import web_client


@pytest.fixture
def slack(place: Town) -> Workspace:
    return place.stage.slack


def whisper(slack: Workspace, to: str, channel: str, text: str) -> None:
    user = slack.world.user(to).id
    web_client(slack).chat_postEphemeral(channel=channel, user=user, text=text)


ADAS = ["print-orders", "random", "workshop", "with-partners", "on-call", "Printdesk"]


def test_the_world_shows_who_is_here_and_where_one_can_go(ada: Visitor) -> None:
    world = ada.world

    assert ("Ada Winter", "support agent") == (world["me"]["name"], world["me"]["role"])
    assert {"ada", "ben", "olga", "gus", "sten", "printdesk", "slackbot"} == {
        person["handle"] for person in world["people"]
    }
    assert ADAS == [channel["name"] for channel in world["channels"]]
    assert ["/order", "/order-status", "/order-export"] == [c["command"] for c in world["commands"]]
    assert {"name": "Printdesk", "running": False}.items() <= world["bot"].items()
    assert ([], None) == (world["views"], world["home"])


@pytest.mark.parametrize(
    ("handle", "channels"),
    [
        ("ben", ["print-orders", "random", "with-partners", "on-call", "Printdesk"]),
        ("gus", ["print-orders", "random", "with-partners", "Printdesk"]),
        ("sten", ["with-partners"]),
    ],
)
def test_everybody_sees_only_their_channels(visit: Visit, handle: str, channels: list[str]) -> None:
    assert channels == [channel["name"] for channel in visit(handle).world["channels"]]


def test_somebody_from_another_organisation_is_offered_nothing_of_the_app(visit: Visit) -> None:
    world = visit("sten").world

    assert ([], []) == (world["commands"], world["shortcuts"])


def test_what_is_said_is_seen_by_others_escaped(ada: Visitor, ben: Visitor) -> None:
    ts = ada.say("Is <b> & @ben there?")

    (message,) = ben.messages()
    people = {person["handle"]: person["id"] for person in ben.world["people"]}
    assert f"Is &lt;b&gt; &amp; <@{people['ben']}> there?" == message["text"]
    assert (people["ada"], ts, None) == (message["user"], message["ts"], message["thread_ts"])
    assert f"{ben.url}/#/{ben.channel()}/p{ts.replace('.', '')}" == message["permalink"]


def test_nobody_reads_or_writes_where_they_are_not(visit: Visit, ada: Visitor) -> None:
    sten, ben = visit("sten"), visit("ben")
    own, private = ada.channel(), ada.channel("workshop")

    ada.say("Only for us")
    ada.say("Only for me", "workshop")

    for visitor, channel in ((sten, own), (ben, private)):
        nothing = {"revision": 0, "messages": [], "gone": []}
        assert nothing == visitor.get("/api/messages", channel=channel).json()
    assert (409, "Ben is not in #workshop.") == ben.could_not("say", channel=private, text="Hi")
    assert 404 == ben.get("/api/messages", channel="C0NOWHERE").status_code


def test_a_conversation_with_the_bot_is_its_persons_alone(ada: Visitor, ben: Visitor) -> None:
    ada.say("hello", "Printdesk")

    assert ["hello"] == ada.texts("Printdesk")
    assert [] == ben.texts("Printdesk")
    direct = ada.channel("Printdesk")
    assert [] == ben.get("/api/messages", channel=direct).json()["messages"]


def test_ephemerals_are_seen_by_their_person_only(
    slack: Workspace, ada: Visitor, ben: Visitor
) -> None:
    whisper(slack, "ada", ada.channel(), "psst")

    (message,) = ada.messages()
    assert ("psst", True) == (message["text"], message["ephemeral"])
    assert [] == ben.messages()
    where = {"channel": ben.channel(), "ts": message["ts"]}
    assert 404 == ben.post("act", where=where, block_id="b", action_id="a").status_code


def test_since_gives_only_what_changed_later(ada: Visitor, ben: Visitor) -> None:
    first = ada.say("one")
    ben.say("two")
    before = ada.news()["revision"]
    assert [] == ada.news(since=before)["messages"]

    ada.did("edit", channel=ada.channel(), ts=first, text="uno")
    third = ben.say("three")

    news = ben.news(since=before)
    assert [(first, "uno", True), (third, "three", False)] == [
        (m["ts"], m["text"], m["edited"]) for m in news["messages"]
    ]
    assert [] == news["gone"]


def test_a_reply_changes_the_message_it_answers(ada: Visitor, ben: Visitor) -> None:
    root = ada.say("Question")
    before = ada.news()["revision"]
    reply = ben.say("Answer", thread_ts=root)

    news = ada.news(since=before)["messages"]
    assert [(root, None, 1), (reply, root, 0)] == [
        (m["ts"], m["thread_ts"], m["reply_count"]) for m in news
    ]
    assert news[1]["permalink"].endswith(f"?thread_ts={root}")


def test_reactions_and_deleted_files_are_changes(slack: Workspace, ada: Visitor) -> None:
    ts = ada.say("", files=[ada.upload("part.stl")])
    before = ada.news()["revision"]
    person = slack.person("ada")

    person.delete_file(person.screen()[0], "part.stl")

    (message,) = ada.news(since=before)["messages"]
    assert (ts, [True]) == (message["ts"], [file["deleted"] for file in message["files"]])


def test_what_is_deleted_is_gone(ada: Visitor, ben: Visitor) -> None:
    ts = ada.say("Oops")
    before = ben.news()["revision"]
    ada.did("delete", channel=ada.channel(), ts=ts)

    news = ben.news(since=before)
    assert ([], [ts]) == (news["messages"], news["gone"])


def test_a_deleted_question_stays_as_a_stone_above_its_answers(ada: Visitor, ben: Visitor) -> None:
    root = ada.say("Question")
    reply = ben.say("Answer", thread_ts=root)
    before = ben.news()["revision"]
    ada.did("delete", channel=ada.channel(), ts=root)

    news = ben.news(since=before)
    assert [(root, True, 1, "")] == [
        (m["ts"], m["deleted"], m["reply_count"], m["text"]) for m in news["messages"]
    ]
    assert [] == news["gone"]

    ben.did("delete", channel=ben.channel(), ts=reply)
    assert {root, reply} == set(ada.news(since=news["revision"])["gone"])


def test_only_the_author_edits_and_deletes(ada: Visitor, ben: Visitor) -> None:
    place: Json = {"channel": ada.channel(), "ts": ada.say("Mine")}
    refusal = (409, "Only who wrote a message can change it.")

    assert refusal == ben.could_not("edit", **place, text="Yours")
    assert refusal == ben.could_not("delete", **place)
    assert ["Mine"] == ben.texts()


def test_an_empty_or_endless_message_is_refused(ada: Visitor) -> None:
    place = {"channel": ada.channel()}

    assert (409, "There is nothing to send.") == ada.could_not("say", **place, text="  ")
    assert 409 == ada.post("say", **place, text="x" * 40_001).status_code
    assert 404 == ada.post("say", **place, text="Hi", thread_ts="1.000000").status_code


def test_unread_is_what_others_said_last(ada: Visitor, ben: Visitor) -> None:
    first = ada.say("one")
    ben.say("two")

    unread = {c["name"]: c["unread_ts"] for c in ben.world["channels"]}
    assert first == unread["print-orders"]
    assert "" == unread["random"]


def test_a_thousand_messages_are_given_whole_or_in_part(slack: Workspace, ada: Visitor) -> None:
    world, channel = slack.world, ada.channel("random")
    bot = world.installation
    with world.changes.making():
        for number in range(1000):
            ts = world.ids.timestamp()
            said = Message(ts, channel, bot.bot_user, f"{number}", bot_id=bot.bot_id)
            world.channels[channel].messages.append(said)
            world.touch(said)
    news = ada.news("random")
    ada.say("one more", "random")

    assert [f"{number}" for number in range(1000)] == [m["text"] for m in news["messages"]]
    later = ada.news("random", since=news["revision"])["messages"]
    assert ["one more"] == [message["text"] for message in later]


def test_links_of_the_bot_to_a_message_lead_to_the_page(slack: Workspace, ada: Visitor) -> None:
    ts = ada.say("Here")
    link = web_client(slack).chat_getPermalink(channel=ada.channel(), message_ts=ts)["permalink"]

    with ada._session.get(link, allow_redirects=False, timeout=5) as answer:
        assert ada.messages()[0]["permalink"] == answer.headers["Location"]
