"""Does everybody get the index in the order of their coming?"""

from threading import Event, Thread

from indexer.watching.fair import FairLock


def test_who_waits_gets_it_in_the_order_of_their_coming() -> None:
    lock, order, threads = FairLock(), [], []
    with lock:
        for number in range(5):
            waits = Event()
            threads.append(Thread(target=take, args=(lock, order, number, waits)))
            threads[-1].start()
            waits.wait()
            while len(lock._queue) <= number:
                pass
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2, 3, 4]


def take(lock: FairLock, order: list[int], number: int, waits: Event) -> None:
    waits.set()
    with lock:
        order.append(number)


def test_its_holder_may_take_it_again_and_lets_it_go_at_the_end() -> None:
    lock, order = FairLock(), []
    with lock:
        thread = Thread(target=take, args=(lock, order, 1, Event()))
        with lock:
            thread.start()
        order.append(0)
    thread.join()

    assert order == [0, 1]
