"""The rules by which everybody merges alike."""

import random
import unittest

from foreign_agent.book import Book
from foreign_agent.digest import digest_of_book
from foreign_agent.payload import Payload

from .changes import CITY, NAME, change, dot, refused, replica, values, write


def book_of(*changes):
    """A book to which payloads were applied as accepted, and empty forms as refused ones."""
    book = Book()
    for one in changes:
        if isinstance(one, Payload):
            book.apply_accepted(one, 1000 * one.dot.replica[0] + one.dot.counter, 7)
        else:
            book.apply_refused(one)
    return book


FIRST = change(1, 1, write("Müller"))
SECOND = change(1, 2, write("Meier", dot(1, 1)))
OTHER = change(2, 1, write("Maier", dot(1, 1)))


class MergingTests(unittest.TestCase):
    def test_an_edit_replaces_what_it_names(self):
        self.assertEqual(values(book_of(FIRST, SECOND)), ["Meier"])

    def test_the_same_change_again_does_nothing(self):
        self.assertEqual(values(book_of(FIRST, SECOND, FIRST)), ["Meier"])

    def test_edits_that_had_not_seen_each_other_are_siblings(self):
        self.assertEqual(values(book_of(FIRST, SECOND, OTHER)), ["Meier", "Maier"])

    def test_a_resolution_that_names_all_siblings_leaves_one(self):
        resolution = change(3, 1, write("Mayer", dot(1, 2), dot(2, 1)))
        self.assertEqual(values(book_of(FIRST, SECOND, OTHER, resolution)), ["Mayer"])

    def test_a_removal_adds_nothing_and_leaves_no_record(self):
        book = book_of(FIRST, change(2, 1, write(None, dot(1, 1))))
        self.assertEqual(book.records, {})

    def test_what_was_removed_early_never_shows(self):
        book = book_of(OTHER)
        self.assertEqual(book.removed_early, {dot(1, 1): {FIRST.writes[0].address}})
        book.apply_accepted(FIRST, 5, 6)
        self.assertEqual((values(book), book.removed_early), (["Maier"], {}))

    def test_only_the_register_that_was_named_is_removed_early(self):
        both = change(1, 1, write("Müller"), write("Ulm", register=CITY))
        self.assertEqual(values(book_of(OTHER, both), CITY), ["Ulm"])

    def test_a_change_that_names_itself_adds_nothing(self):
        self.assertEqual(values(book_of(change(1, 1, write("Müller", dot(1, 1))))), [])


class RefusedTests(unittest.TestCase):
    def test_a_refused_change_shows_nothing_and_removes_nothing(self):
        self.assertEqual(values(book_of(FIRST, refused(SECOND))), ["Müller"])

    def test_naming_a_refused_change_means_what_it_named(self):
        third = change(1, 3, write("Mayer", dot(1, 2)))
        for order in ((FIRST, refused(SECOND), third), (third, FIRST, refused(SECOND))):
            self.assertEqual(values(book_of(*order)), ["Mayer"])

    def test_a_refused_change_means_only_what_it_named_in_that_register(self):
        elsewhere = change(1, 2, write("Ulm", dot(1, 1), register=CITY))
        third = change(1, 3, write("Mayer", dot(1, 2)))
        self.assertEqual(values(book_of(FIRST, refused(elsewhere), third)), ["Müller", "Mayer"])

    def test_refused_changes_that_name_each_other_do_not_go_on_for_ever(self):
        one = change(1, 1, write("a", dot(2, 1)))
        two = change(2, 1, write("b", dot(1, 1)))
        third = change(3, 1, write("c", dot(1, 1)))
        self.assertEqual(values(book_of(refused(one), refused(two), third)), ["c"])

    def test_accepted_outranks_refused(self):
        book = book_of(FIRST, refused(SECOND), SECOND)
        self.assertEqual((values(book), book.refused), (["Meier"], {}))

    def test_what_named_a_refused_change_removes_it_when_it_is_accepted_later(self):
        third = change(1, 3, write("Mayer", dot(1, 2)))
        self.assertEqual(values(book_of(FIRST, refused(SECOND), third, SECOND)), ["Mayer"])


class ConvergenceTests(unittest.TestCase):
    def test_any_order_comes_to_the_same_digest(self):
        for seed in range(200):
            with self.subTest(seed):
                chance = random.Random(seed)
                changes = random_changes(chance)
                expected = digest_of_book(book_of(*changes))
                chance.shuffle(changes)
                self.assertEqual(digest_of_book(book_of(*changes)), expected)


def random_changes(chance):
    """Changes of three replicas, a few of them refused, that name each other at random."""
    dots = [dot(of, counter) for of in (1, 2, 3) for counter in (1, 2, 3, 4)]
    changes = []
    for one in dots:
        writes = [
            write(chance.choice([None, "a", "b"]), *chance.sample(dots, chance.randrange(4)),
                  register=register)
            for register in (NAME, CITY) if chance.random() < 0.7
        ]
        payload = change(one.replica[0], one.counter, *writes)
        changes.append(refused(payload) if chance.random() < 0.3 else payload)
    return changes


class ClosingTests(unittest.TestCase):
    def test_a_replica_without_missing_changes_is_closed_and_opened_again(self):
        book = book_of(FIRST, SECOND)
        book.knowledge.close(replica(1))
        self.assertEqual(book.knowledge.closed, {replica(1): 2})
        self.assertTrue(book.knowledge.covers(dot(1, 2)))
        book.apply_accepted(change(1, 3), 9, 9)
        self.assertEqual(book.knowledge.closed, {})
        self.assertTrue(book.knowledge.covers(dot(1, 1)))

    def test_a_replica_with_missing_changes_stays_open(self):
        book = book_of(SECOND)
        book.knowledge.close(replica(1))
        self.assertEqual(book.knowledge.closed, {})
        self.assertFalse(book.knowledge.covers(dot(1, 1)))
        book.apply_accepted(FIRST, 9, 9)
        book.knowledge.close(replica(1))
        self.assertEqual(book.knowledge.closed, {replica(1): 2})
