"""How SQLite looks things up, where it would rather go through all that there is."""

import pytest
from benchmarks.generated import Generator
from sqlalchemy import Engine, event
from tallystick.ledger import Ledger, PromiseQuery, opened

from behind import file_opened


@pytest.fixture
def asked():
    """Every statement that is run, with values for it."""
    found = {}

    def note(_connection, _cursor, statement, values, _context, is_many):
        found.setdefault(statement, values[0] if is_many else values)

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def test_what_one_report_says_does_not_go_through_all_that_was_said(tmp_path, monkeypatch, asked):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    path = tmp_path / "a.tally"
    readings = list(Generator(150, seed=5).readings())
    with Ledger(path) as ledger:
        ledger.append_all(readings[:-5])
        ledger.make_index()
        asked.clear()
        ledger.append_all(readings[-5:])
        ledger.positions()
    with file_opened(path) as connection:
        connection.create_function("tally_crc32", 1, hash, deterministic=True)
        connection.create_function("tally_damaged", 2, min)
        plans = {
            statement: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in asked.items()
            if "index_spoken" in statement and not statement.lstrip().startswith("INSERT")
        }
    assert len(plans) > 4
    assert [
        (statement, step)
        for statement, steps in plans.items()
        for step in steps
        if step.startswith("SCAN index_spoken") or step == "SEARCH index_spoken USING PRIMARY KEY (book=?)"
    ] == []


def test_of_past_days_no_more_is_looked_at_than_the_days_asked_for(tmp_path, monkeypatch, asked):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    monkeypatch.setattr(opened, "TOLD_FROM", 0)
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append_all(Generator(100, seed=5).readings())
        ledger.make_histories()
        asked.clear()
        ledger.differences("2023-01-01", "2023-01-08", 5)
        differing = [words for words in asked if "FROM index_histories" in words]
        asked.clear()
        with ledger.glance_at("2023-01-01") as then:
            then.totals()
            then.page(PromiseQuery(statuses=("overdue",), sort="deadline"))
        counted = [words for words in asked if "count(*)" in words]
    with file_opened(tmp_path / "a.tally") as connection:
        connection.create_function("tally_crc32", 1, hash, deterministic=True)
        connection.create_function("tally_damaged", 2, min)
        steps = {
            row[3]
            for words in (*differing, *counted)
            for row in connection.execute(f"EXPLAIN QUERY PLAN {words}", ["2023-01-01"] * words.count("?"))
        }
    assert steps == {
        "SEARCH index_histories USING COVERING INDEX index_histories_by_end (until>? AND until<?)",
        "SEARCH index_histories USING COVERING INDEX index_histories_by_day (since>? AND since<?)",
        "SEARCH index_histories USING COVERING INDEX index_histories_by_status (status=?)",
        "SEARCH index_versions USING COVERING INDEX index_versions_by_day (last_day<?)",
    }


def test_what_is_most_in_doubt_is_read_where_it_stands(tmp_path, monkeypatch, asked):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append_all(Generator(20, seed=5).readings())
        asked.clear()
        with ledger.glance() as glance:
            glance.doubts(3)
    (statement,) = [statement for statement in asked if "ORDER BY index_doubts.weight" in statement]
    with file_opened(tmp_path / "a.tally") as connection:
        connection.create_function("tally_crc32", 1, hash, deterministic=True)
        connection.create_function("tally_damaged", 2, min)
        steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", asked[statement])]
    assert steps == ["SCAN index_doubts USING INDEX index_doubts_by_weight"]
