from handlers.views.whereabouts import card_in_direct_message, card_will_be


def test_people_are_told_what_to_do_about_a_closed_door() -> None:
    assert "/invite @Printdesk" in card_in_direct_message("C0PRINT")


def test_who_begins_an_order_in_no_channel_is_told_where_it_will_be() -> None:
    assert "This order will be in <#C0PRINT>." in card_will_be("C0PRINT")
    assert "This order will be in your conversation with me." in card_will_be("")
