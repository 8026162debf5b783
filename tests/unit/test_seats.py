"""Does a worker know that another one holds fewer connections?"""

from marketplace.seats import Seats


def test_a_worker_that_holds_more_than_another_leaves_a_connection_to_it() -> None:
    seats = Seats()
    full, empty = seats.take(set()), seats.take({0})
    seats.hold(full, 3)
    seats.hold(empty, 1)
    assert [seats.fewer(connections) for connections in (1, 2, 3)] == [False, True, True]


def test_a_worker_alone_leaves_nothing() -> None:
    seats = Seats()
    seats.hold(seats.take(set()), 7)
    assert not seats.fewer(7)


def test_nobody_waits_for_a_worker_that_has_left() -> None:
    seats = Seats()
    stayed, left, came = seats.take(set()), seats.take({0}), seats.take({0, 1})
    seats.hold(stayed, 5)
    seats.hold(left, 1)
    seats.hold(came, 5)
    assert seats.take({stayed, came}) == left
    seats.hold(left, 6)
    assert not seats.fewer(5)


def test_a_worker_that_left_and_was_not_replaced_in_its_seat_counts_no_more() -> None:
    seats = Seats()
    seats.take(set())
    stayed = seats.take({0})
    seats.take({stayed})
    seats.hold(0, 9)
    assert not seats.fewer(0)
    assert seats.fewer(10)
