"""What both panels of 3YOURMIND do in the same way: baskets, lines, files and their analysis."""

from typing import Any

from bot.threeyourmind.bodies import address_body
from bot.threeyourmind.finding import placed_order
from bot.threeyourmind.guesses import DUE_DATE, STILL_ARRIVING
from bot.threeyourmind.keys import wire_id
from bot.threeyourmind.models import FileState, Line, Made, Place, Transaction, read, read_list
from bot.threeyourmind.multipart import MultipartFile
from bot.threeyourmind.places import address_choice, is_same, own_names
from bot.threeyourmind.transport import Transport
from state.address import NewAddress
from state.part import LineSpec
from state.ports import Download, FileStatus, LineTarget, PlacedOrder
from state.problems import Broken, DeskError, Disagreed, Missing, Refused
from state.record import Choice

FILES = "files/"


class Panel:
    """The basket side of a panel whose requests begin with `root`; every method raises `DeskError`.

    Source: 3YOURMIND's page "Place Orders Programmatically".
    """

    def __init__(self, transport: Transport, root: str, upload_path: str = FILES) -> None:
        self._transport = transport
        self._root = root
        self._upload_path = upload_path

    def open_basket(self) -> str:
        """Create an empty basket and give its key."""
        return read(Made, self._transport.post(f"{self._root}/baskets/")).id

    def open_line(self, basket: str) -> str:
        """Create an empty line and give its key."""
        return read(Made, self._transport.post(f"{self._basket(basket)}lines/")).id

    def upload(self, target: LineTarget, file: Download) -> None:
        """Send the file of a line; also raises what its chunks raise, or its `going`."""
        fields = {
            "basket_id": str(wire_id(target.basket)),
            "line_id": str(wire_id(target.line)),
            "unit": target.unit,
        }
        self._transport.upload(self._upload_path, MultipartFile(file, fields))

    def file_status(self, basket: str, line: str) -> FileStatus:
        """Ask how far the analysis of the line's file is."""
        try:
            answer = self._transport.get(f"{self._line(basket, line)}file-status/")
        except Missing:
            return FileStatus.NONE
        match read(FileState, {} if answer is None else answer).status:
            case "":
                return FileStatus.NONE
            case "finished":
                return FileStatus.FINISHED
            case "analysing":
                return FileStatus.RUNNING
            case word:
                return FileStatus.RUNNING if word in STILL_ARRIVING else FileStatus.FAILED

    def drop_basket(self, basket: str) -> None:
        """Delete a basket that nobody will order."""
        self._transport.delete(self._basket(basket))

    def _set_line(self, path: str, body: Any, spec: LineSpec) -> None:
        answer = self._transport.patch(path, body)
        shown = read(Line, {} if answer is None else answer)
        if spec.due_date is None and shown.preferred_due_date:
            self._transport.patch(path, {DUE_DATE: None})
        # A line that shows no quantity can only be trusted to be about one piece.
        if (1 if shown.quantity is None else shown.quantity) != spec.quantity:
            raise Disagreed(f"quantity {shown.quantity or 'not shown'} instead of {spec.quantity}")

    def _submitted(self, path: str, body: Any) -> PlacedOrder:
        placed = placed_order(read(Transaction, self._transport.post(path, body)))
        if placed is None:
            raise Broken("an answer without the number of the order")
        return placed

    def _made_address(self, path: str, address: NewAddress) -> Choice:
        """Make an address, unless the list has it: an earlier answer may have been lost."""
        if (known := self._listed(path, address)) is not None:
            return known
        try:
            made = self._transport.post(path, address_body(address))
            return address_choice(read(Place, made))
        except Refused as error:
            raise Refused(error.detail, fields=own_names(error.fields)) from None
        except DeskError as error:
            if error.undone or (known := self._listed(path, address)) is None:
                raise
            return known

    def _listed(self, path: str, address: NewAddress) -> Choice | None:
        entries = read_list(Place, self._transport.get(path))
        return next((address_choice(e) for e in entries if is_same(e, address)), None)

    def _basket(self, basket: str) -> str:
        return f"{self._root}/baskets/{wire_id(basket)}/"

    def _line(self, basket: str, line: str) -> str:
        return f"{self._basket(basket)}lines/{wire_id(line)}/"
