"""What is kept for those who come back, and what it may weigh."""

from realtime.ring import LENGTH, Item, Ring
from realtime.room import OLDEST
from tests.realtime.scene import MEMBERS, PUBLIC, news


def ring(numbers, *, length=10, budget=1000, size=10):
    made = Ring(length, budget)
    for number in numbers:
        made.append(Item(news(number), {PUBLIC: b"x" * size}))
    return made


def numbers(items):
    return [item.news.seq for item in items]


def test_an_empty_ring_begins_nowhere():
    assert ring([]).first is None
    assert ring([]).after(0, 5) == []


def test_it_gives_what_follows_a_number():
    assert numbers(ring(range(4, 9)).after(5, 99)) == [6, 7, 8]
    assert numbers(ring(range(4, 9)).after(5, 2)) == [6, 7]
    assert numbers(ring(range(4, 9)).after(8, 2)) == []


def test_the_oldest_fall_out():
    made = ring(range(1, 16))

    assert (len(made), made.first) == (10, 6)


def test_older_ones_are_put_before_the_first():
    made = ring(range(4, 6))

    made.prepend([news(2), news(3)])

    assert numbers(made.after(1, 99)) == [2, 3, 4, 5]


def test_the_finished_frames_of_the_oldest_are_given_up_when_they_weigh_too_much():
    made = ring(range(1, 8), budget=100, size=20)

    weighing = [item.news.seq for item in made.after(0, 99) if item.frames]

    assert len(made) == 7
    assert weighing == [3, 4, 5, 6, 7]


def test_frames_made_later_weigh_too():
    made = ring(range(1, 3), budget=100)
    (item, _) = made.after(0, 2)

    made.fill(item, {MEMBERS: b"x" * 80})

    assert item.frames == {PUBLIC: b"x" * 10, MEMBERS: b"x" * 80}
    made.append(Item(news(3), {PUBLIC: b"x" * 10}))
    assert [sorted(each.frames) for each in made.after(0, 3)] == [[MEMBERS, PUBLIC], [], [PUBLIC]]


def test_the_newest_is_kept_however_much_it_weighs():
    made = ring(range(1, 3), budget=100, size=200)

    assert [len(each.frames) for each in made.after(0, 2)] == [0, 1]


def test_once_it_is_full_its_weight_stays_as_it_is():
    made, weights = ring(range(1, 50), length=60, budget=1000, size=100), set()
    for number in range(50, 200):
        made.append(Item(news(number), {PUBLIC: b"x" * 100}))
        if number % 3 == 0:
            made.fill(made.after(made.first - 1, 1)[0], {MEMBERS: b"x" * 100})
        weights.add(sum(each.weight for each in made.after(made.first - 1, 60)))

    assert weights == {1000}


def test_it_can_hold_all_that_may_be_asked_for():
    assert LENGTH >= 2 * OLDEST
