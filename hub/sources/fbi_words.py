"""The documents we send to the national catalogue: no field more than a kiosk shows, each held against the schema in the tests."""

from __future__ import annotations

_WORK = """
fragment KioskWork on Work {
  workId
  titles { full main }
  creators { __typename display }
  abstract
  workYear { year }
  mainLanguages { iso639Set1 }
  subjects { dbcVerified { __typename type display language { iso639Set1 } } }
  manifestations {
    bestRepresentation {
      pid
      audience { childrenOrAdults { code } }
      shelfmark { shelfmark postfix }
    }
    all { pid identifiers { type value } materialTypes { materialTypeGeneral { code } } }
  }
}
"""

WORKS = "query KioskWorks($ids: [String!]) { works(id: $ids) { ...KioskWork } }" + _WORK

BY_ISBN = (
    "query KioskWorksByIsbn($cql: String!, $limit: PaginationLimitScalar!) { complexSearch(cql: $cql, filters: {})"
    " { hitcount errorMessage works(offset: 0, limit: $limit) { ...KioskWork } } }" + _WORK
)

COVERS = """
query KioskCovers($pids: [String!]) {
  manifestations(pid: $pids) {
    pid
    cover { origin large { url width height } medium { url width height } small { url width height } }
  }
}
"""

LIMITS = (
    "query KioskLimits($ids: [String!]) { debug { complexity { value max } depth { value max } }"
    " works(id: $ids) { ...KioskWork } }" + _WORK
)
"""The largest of our documents, and what the service itself says of its size and of the most it takes."""

DOCUMENTS = {"works": WORKS, "by_isbn": BY_ISBN, "covers": COVERS, "limits": LIMITS}


def isbn_cql(isbns: tuple[str, ...]) -> str:
    """Write a search for any of these; 13 digits each, which is all that is ever put into one."""
    if not all(len(isbn) == 13 and isbn.isascii() and isbn.isdigit() for isbn in isbns):
        raise ValueError("no isbn")
    return " OR ".join(f"term.isbn={isbn}" for isbn in isbns)
