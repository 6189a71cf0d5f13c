"""What a file of any kind would bring: told by its content, counted as it is seen, nothing written."""

from contextlib import closing
from pathlib import Path

import pytest

from backstay.domain.activity import Activity, ActivityKind
from backstay.domain.errors import InputError
from backstay.domain.mark import Mark
from backstay.domain.pain import BodySide, PainScore, Region
from backstay.exchange.offer import offer_of
from backstay.exchange.writing import Form, write_export
from backstay.journal.journal import Journal, open_journal
from tests.fakes import HandClock

GPX = """<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>
<trkpt lat="52.50" lon="13.4"><time>2026-11-20T07:00:00Z</time></trkpt>
<trkpt lat="52.51" lon="13.4"><time>2026-11-20T07:10:00Z</time></trkpt>
</trkseg></trk></gpx>"""


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def filled(path: Path, clock: HandClock) -> Journal:
    """A journal with an entry of each kind; one score was edited, another deleted."""
    journal = open_journal(path / "journal.sqlite3", clock.moment)
    at = clock.moment()
    edited, _ = journal.pain.add(PainScore(4), at)
    journal.pain.edit(edited.id, PainScore(6, Region.NECK, BodySide.LEFT, note="after lunch"))
    gone, _ = journal.pain.add(PainScore(9), at)
    journal.pain.delete(gone.id, at)
    journal.activities.add(Activity(ActivityKind.RUN, 2400.0, 5000.0), at)
    journal.marks.add(Mark("new chair"), at)
    return journal


@pytest.mark.parametrize("form", [Form.CSV, Form.JSON, Form.ZIP])
def test_own_file_is_counted_as_it_can_be_seen(form: Form, tmp_path: Path, clock: HandClock) -> None:
    """Whatever its name says; former states come along and are not shown."""
    out = tmp_path / "somebody-renamed-it.txt"
    with closing(filled(tmp_path / "there", clock)) as journal:
        write_export(journal, form, out)
    offer = offer_of(out, clock.moment())
    assert (dict(offer.counts), offer.total) == ({"pain": 1, "activity": 1, "mark": 1}, 3)
    things = [sample.thing for sample in offer.samples]
    assert PainScore(6, Region.NECK, BodySide.LEFT, note="after lunch") in things
    assert Mark("new chair") in things
    with closing(open_journal(tmp_path / "here" / "journal.sqlite3", clock.moment)) as here:
        here.take_in(offer.rows(here))
        assert [entry.pain.score for entry in here.pain.between()] == [6]


def test_track_is_told_by_its_content(tmp_path: Path, clock: HandClock) -> None:
    """And becomes one run."""
    file = tmp_path / "morning.txt"
    file.write_text(GPX)
    offer = offer_of(file, clock.moment())
    assert (offer.name, dict(offer.counts)) == ("GPX", {"activity": 1})
    with closing(open_journal(tmp_path / "journal.sqlite3", clock.moment)) as journal:
        journal.take_in(offer.rows(journal))
        (entry,) = journal.activities.between()
    assert (entry.activity.kind, entry.activity.duration_s) == (ActivityKind.RUN, 600.0)


def test_missing_file(tmp_path: Path, clock: HandClock) -> None:
    """Is told with its name."""
    with pytest.raises(InputError) as caught:
        offer_of(tmp_path / "gone.csv", clock.moment())
    assert caught.value.where == str(tmp_path / "gone.csv")
