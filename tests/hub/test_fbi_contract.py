"""The questions we ask of the national catalogue, held against its own schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    parse,
    specified_scalar_types,
    validate,
)

from hub.sources.fbi_words import DOCUMENTS, isbn_cql
from tests.contracts.fbi_server import OUR_PART, depth_of

WHOLE = ("dbc-fbi.fbcms-go.graphql", "dbc-fbi.temp-next.graphql")


def ours() -> GraphQLSchema:
    """Give our part of the schema."""
    return build_schema(OUR_PART.read_text("utf-8"))


@pytest.fixture(params=WHOLE)
def whole(request: pytest.FixtureRequest, shared_contracts: Path) -> GraphQLSchema:
    """Give the whole schema, as each of the two profiles has it."""
    return build_schema((shared_contracts / "fbi" / request.param).read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_document_is_valid_by_our_part(name: str) -> None:
    """So that a misspelt field is found also where the whole schema is not."""
    assert validate(ours(), parse(DOCUMENTS[name])) == []


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_document_is_valid_by_the_whole(whole: GraphQLSchema, name: str) -> None:
    """In both profiles that there are."""
    assert validate(whole, parse(DOCUMENTS[name])) == []


def test_our_part_says_nothing_that_the_whole_does_not(whole: GraphQLSchema) -> None:
    """Type by type, field by field, and argument by argument."""
    wrong = []
    for name, part in ours().type_map.items():
        there = whole.type_map.get(name)
        if name.startswith("__") or name in specified_scalar_types:
            continue
        if isinstance(part, GraphQLObjectType | GraphQLInterfaceType):
            assert isinstance(there, GraphQLObjectType | GraphQLInterfaceType), name
            for field, value in part.fields.items():
                real = there.fields.get(field)
                same = real is not None and str(real.type) == str(value.type)
                known = real is not None and all(str(real.args[each].type) == str(arg.type) for each, arg in value.args.items())
                wrong += [] if same and known else [f"{name}.{field}"]
        elif isinstance(part, GraphQLEnumType):
            assert isinstance(there, GraphQLEnumType), name
            wrong += sorted(set(part.values) - set(there.values))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_no_document_is_deep(name: str) -> None:
    """The service bounds depth and complexity; how far it lets us go it says itself (`fetch-books --check`)."""
    assert 1 < depth_of(parse(DOCUMENTS[name])) <= 7


def test_nothing_but_digits_gets_into_a_search() -> None:
    """The language of searches is never fed with what somebody typed."""
    assert isbn_cql(("9788700000018", "9788700000025")) == "term.isbn=9788700000018 OR term.isbn=9788700000025"
    for wrong in ('9788700000018" OR 1=1', "978870000001", "97887000000١8", ""):
        with pytest.raises(ValueError, match="no isbn"):
            isbn_cql((wrong,))
