"""What keeps Django's lists quick, however long their tables: values, counts and searches by index."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.db.models import F

from monespace.common.db import values_of
from monespace.lists.paging import PAGE, PER_PAGE, BoundedPaginator, paginated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.paginator import Page
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from monespace.lists.paging import ListPage

MOST_ROWS = 2_000
ROWS_PER_PAGE = 25  # of what is read as a table


class LatestRows(BoundedPaginator):
    """Pages of the first ``MOST_ROWS`` rows: no further ones are counted, nor skipped to show a page.

    The keys of a page are found first, in a statement of their own: PostgreSQL walks one index for them, and
    joins nothing to the rows that it skips.
    """

    @property
    def most_counted(self) -> int:
        """How many rows the pages hold at most."""
        return MOST_ROWS

    @cached_property
    def counted(self) -> int:
        """How many rows there are, or one more than the pages hold; read in their order, from its index."""
        rows: Any = self.object_list
        return rows[: MOST_ROWS + 1].count()

    def page(self, number: Any) -> Page:
        """Return a page; its rows are read by their keys."""
        rows: Any = self.object_list
        found: Any = super().page(number)
        found.object_list = rows.filter(pk__in=list(found.object_list.values_list("pk", flat=True)))
        return found


class RowsOfOnePage(ChangeList):
    """A list that says how many rows it reads even when one page holds them all.

    Without that PostgreSQL may plan to read and sort the whole table for values it does not know.
    """

    def get_results(self, request: HttpRequest) -> None:
        """Count the rows and read those of the page."""
        super().get_results(request)
        if not self.multi_page:
            self.result_list = self.result_list[: self.list_per_page]


def latest_page(
    request: HttpRequest, rows: QuerySet, *, per_page: int = PER_PAGE, parameter: str = PAGE
) -> ListPage:
    """Return the page that the address asks for of rows that come from a whole table, in order."""
    return paginated(request, LatestRows(rows, per_page), parameter)


class ValuesFilter(admin.SimpleListFilter):
    """Rows by a value of the column ``parameter_name``, which begins an index."""

    model: ClassVar[Any]

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:  # noqa: ARG002 - Django's signature
        """Return the values that the column has."""
        return [(value, value) for value in values_of(F(str(self.parameter_name)), self.model.objects.all())]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 - Django's signature
        """Return the rows of the value chosen."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield the links; each begins anew, without the words of a search."""
        column = str(self.parameter_name)
        for link, value in zip(super().choices(changelist), (None, *dict(self.lookup_choices)), strict=True):
            chosen: dict[str, Any] = {} if value is None else {column: value}
            address = changelist.get_query_string(chosen, [SEARCH_VAR, PAGE_VAR, *({column} - set(chosen))])
            yield {**link, "query_string": address}
