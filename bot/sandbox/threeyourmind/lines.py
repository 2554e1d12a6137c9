"""Changing a line of a basket."""

from dataclasses import replace

from bot.sandbox.threeyourmind.catalogue import Offer
from bot.sandbox.threeyourmind.fields import Fields
from bot.sandbox.threeyourmind.purchases import Finish, Line
from bot.sandbox.threeyourmind.world import World

MOST_PIECES = 100_000
NOT_ANALYSED = "The file of this line has not been analysed."


def changed(line: Line, fields: Fields, world: World) -> Line:
    """The line with the fields that the service's own panel takes; everything else stays.

    A list replaces the old one. Another offer without a list of finishes clears the finishes.

    Raises:
        RefusedError: a value is impossible, or a finish is not one of the offer's.
    """
    if "unit_print_price" in fields:
        line = replace(line, unit_print_price=fields.money("unit_print_price"))
    return _changed(line, fields, world)


def changed_by_member(line: Line, fields: Fields, world: World) -> Line:
    """The line with the fields that the user panel takes: the price is the service's.

    Raises:
        RefusedError: as above, or the file is not analysed and the offer can have no price yet.
    """
    analysed = line.file is not None and world.file_status(line.file) == "finished"
    if "offer_id" in fields and not analysed:
        fields.refuse("offer_id", NOT_ANALYSED)
    return _changed(line, fields, world)


def _changed(line: Line, fields: Fields, world: World) -> Line:
    if "offer_id" in fields:
        line = _with_offer(line, fields, world)
    if "quantity" in fields:
        line = replace(line, quantity=fields.integer("quantity", low=1, high=MOST_PIECES))
    if "preferred_due_date" in fields:
        line = replace(line, preferred_due_date=fields.day("preferred_due_date"))
    if "post_processings" in fields:
        line = replace(line, finishes=_finishes(fields, world.offers.get(line.offer_id or 0)))
    fields.check()
    return line


def _with_offer(line: Line, fields: Fields, world: World) -> Line:
    offer_id = fields.known("offer_id", world.offers)
    if offer_id == line.offer_id:
        return line
    return replace(line, offer_id=offer_id, finishes=())


def _finishes(fields: Fields, offer: Offer | None) -> tuple[Finish, ...]:
    return tuple(_finish(item, offer) for item in fields.each("post_processings"))


def _finish(item: Fields, offer: Offer | None) -> Finish:
    offered = {each.id: each for each in offer.post_processings} if offer else {}
    finish_id = item.known("post_processing_id", offered)
    if not item.is_set("color_id"):
        return Finish(post_processing_id=finish_id, colour_id=None)
    chosen = offered.get(finish_id)
    colours = {colour.id: colour for colour in chosen.colours} if chosen else {}
    return Finish(post_processing_id=finish_id, colour_id=item.known("color_id", colours))
