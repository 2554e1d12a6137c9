"""Which event may happen in which phase, written down a second time."""

TABLE = """
                      collecting  placing  placed  failed  needs_human  cancelled  expired
order_started         yes         -        -       -       -            -          -
answers_changed       yes         -        -       yes     -            -          -
card_posted           yes         yes      yes     yes     yes          yes        yes
order_cancelled       yes         yes      -       yes     -            -          -
owner_reminded        yes         -        -       yes     -            -          -
order_expired         yes         -        -       yes     -            -          -
file_shared           yes         -        -       yes     -            -          -
file_identified       yes         -        -       yes     -            -          -
file_turned_down      yes         -        -       yes     -            -          -
part_edited           yes         -        -       yes     -            -          -
part_removed          yes         -        -       yes     -            -          -
part_retried          yes         -        -       yes     -            -          -
part_measured         yes         yes      yes     yes     yes          -          -
unit_answered         yes         -        -       yes     -            -          -
upload_begun          yes         yes      -       yes     -            -          -
file_uploaded         yes         yes      -       yes     -            -          -
file_analysed         yes         yes      -       yes     -            -          -
file_unusable         yes         yes      -       yes     -            -          -
upload_lost           yes         yes      -       yes     -            -          -
file_withdrawn        yes         -        -       yes     -            -          -
duplicate_settled     yes         -        -       yes     -            -          -
basket_taken          yes         yes      -       yes     -            -          -
change_begun          yes         yes      -       yes     -            -          -
change_answered       yes         yes      yes     yes     yes          yes        yes
basket_left           yes         yes      -       yes     -            -          -
create_begun          yes         yes      -       yes     -            -          -
create_refused        yes         yes      -       yes     -            -          -
basket_lost           yes         yes      -       yes     -            -          -
basket_opened         yes         yes      -       yes     -            -          -
customer_assigned     yes         yes      -       yes     -            -          -
line_opened           yes         yes      -       yes     -            -          -
line_described        yes         yes      -       yes     -            -          -
requirements_given    yes         -        -       yes     -            -          -
requirements_told     yes         yes      -       yes     -            -          -
basket_priced         yes         yes      -       yes     -            -          -
basket_stuck          yes         -        -       -       -            -          -
basket_tried_again    yes         -        -       -       -            -          -
basket_cleared        -           -        -       -       -            yes        yes
place_requested       yes         -        -       yes     -            -          -
submission_claimed    -           yes      -       -       -            -          -
outcome_unknown       -           yes      -       -       -            -          -
order_placed          -           yes      -       -       yes          -          -
placing_failed        -           yes      -       -       -            -          -
outcome_unsettled     -           yes      -       -       -            -          -
order_not_there       -           -        -       -       yes          -          -
status_seen           -           -        yes     -       -            -          -
status_looked         -           -        yes     -       -            -          -
watch_ended           -           -        yes     -       -            -          -
customer_forgotten    -           -        yes     -       -            yes        yes
follower_joined       -           -        yes     -       -            -          -
quiet_asked           -           -        yes     -       -            -          -
telling_begun         yes         yes      yes     yes     yes          yes        yes
told                  yes         yes      yes     yes     yes          yes        yes
card_shown            yes         yes      yes     yes     yes          yes        yes
part_told             yes         yes      yes     yes     yes          yes        yes
call_begun            -           -        -       -       yes          -          -
call_posted           yes         yes      yes     yes     yes          yes        yes
call_ended            yes         yes      yes     yes     yes          yes        yes
"""

HEAD, *ROWS = (line.split() for line in TABLE.strip().splitlines())
ALLOWED = {
    (kind, phase): cell == "yes"
    for kind, *cells in ROWS
    for phase, cell in zip(HEAD, cells, strict=True)
}
