"""One page of a list that can grow, and the addresses of the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from monespace.lists.returning import LIST
from monespace.lists.words import WORDS, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, QueryDict

PER_PAGE: Final = 20
ENTRIES_PER_PAGE: Final = 50  # of what happened: a line each
MOST_COUNTED: Final = 100_000
PAGE: Final = "page"
LONGEST_NUMBER: Final = 9  # digits


class BoundedPaginator(Paginator):
    """A paginator that counts no further than ``most_counted`` rows: beyond them a search leads on.

    ``known`` is how many there are, where the caller has counted them.
    """

    def __init__(self, object_list: Any, per_page: int, *more: Any, known: int | None = None) -> None:
        super().__init__(object_list, per_page, *more)
        self.known = known

    @property
    def most_counted(self) -> int:
        """How many rows the pages hold at most."""
        return MOST_COUNTED

    def validate_number(self, number: Any) -> int:
        """Return the number of a page there is: the last for one beyond it, the first for no number."""
        asked = str(number)
        is_number = asked.isascii() and asked.isdigit()
        return min(max(int(asked[:LONGEST_NUMBER]), 1), self.num_pages) if is_number else 1

    @cached_property
    def counted(self) -> int:
        """How many rows there are, or one more than are counted."""
        if self.known is not None:
            return self.known
        if isinstance(self.object_list, QuerySet):
            return self.object_list.order_by()[: self.most_counted + 1].count()
        return len(self.object_list)

    @cached_property
    def count(self) -> int:
        """How many rows the pages hold."""
        return min(self.counted, self.most_counted)


class KeysFirst(BoundedPaginator):
    """A paginator of a queryset whose pages are found in an index: only the rows of one page are read.

    An index that holds the order, and the columns of the conditions, leads to the last page nearly as quickly
    as to the first.
    """

    def page(self, number: Any) -> Page:
        """Return a page; its keys are found within the same statement."""
        found = super().page(number)
        rows: Any = found.object_list
        found.object_list = rows.model.objects.filter(pk__in=rows.values("pk")).order_by(*rows.query.order_by)
        return found


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Rows ``first_row`` to ``last_row`` of ``total``; ``has_more`` says that not all were counted.

    ``parameter`` names the page in the address, and the list's place when others stand beside it.
    ``query`` is the rest of the address: filters, words, pages of other lists.
    """

    rows: Sequence[Any]
    number: int
    last_number: int
    first_row: int
    last_row: int
    total: int
    has_more: bool
    parameter: str
    words: str
    path: str
    query: QueryDict

    @property
    def is_split(self) -> bool:
        """Whether there are other pages."""
        return self.last_number > 1

    @property
    def may_search(self) -> bool:
        """Whether searching helps: one page that nobody searched is read at a glance."""
        return self.is_split or bool(self.words)

    @property
    def anchor(self) -> str:
        """The list's place on its page."""
        return "" if self.parameter == PAGE else self.parameter

    @property
    def first_url(self) -> str:
        """The first page, if neither this one nor the one before is it."""
        return self.url_of(1) if self.number > 2 else ""  # noqa: PLR2004 - the page after the second

    @property
    def previous_url(self) -> str:
        """The page before."""
        return self.url_of(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after."""
        return self.url_of(self.number + 1) if self.number < self.last_number else ""

    @property
    def last_url(self) -> str:
        """The last page, if neither this one nor the next is it."""
        return self.url_of(self.last_number) if self.number < self.last_number - 1 else ""

    @property
    def url_of_all(self) -> str:
        """The first page of the list without the words it is searched by."""
        return self._address(self.query, without=WORDS)

    def url_of(self, number: int) -> str:
        """Return the address of a page; filters and words stay."""
        query = self.query.copy()
        if number > 1:
            query[self.parameter] = str(number)
        return self._address(query)

    def showing(self, rows: Iterable[Any]) -> ListPage:
        """Return this page with its rows made into what the template shows."""
        return replace(self, rows=list(rows))

    def _address(self, query: QueryDict, *, without: str = "") -> str:
        kept = query.copy()
        kept.pop(without, None)
        place = f"#{self.anchor}" if self.anchor else ""
        return f"{self.path}?{kept.urlencode()}{place}" if kept else f"{self.path}{place}"


def page_of(
    request: HttpRequest,
    rows: Any,
    *,
    per_page: int = PER_PAGE,
    parameter: str = PAGE,
    known: int | None = None,
) -> ListPage:
    """Return the page of ``rows``, a queryset in order or a sequence, that the address asks for.

    Two statements for a queryset, whatever its size; one where it is ``known`` how many there are.
    """
    return paginated(request, BoundedPaginator(rows, per_page, known=known), parameter)


def paginated(request: HttpRequest, paginator: BoundedPaginator, parameter: str) -> ListPage:
    """Return the page of a paginator that the address asks for."""
    page = paginator.page(request.GET.get(parameter, ""))
    query = request.GET.copy()
    query.pop(parameter, None)
    query.pop(LIST, None)
    return ListPage(
        rows=list(page.object_list),
        number=page.number,
        last_number=paginator.num_pages,
        first_row=page.start_index(),
        last_row=page.end_index(),
        total=paginator.count,
        has_more=paginator.counted > paginator.count,
        parameter=parameter,
        words=words_of(request),
        path=request.path,
        query=query,
    )
