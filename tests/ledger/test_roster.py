"""Lists of people as councils hand them over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbdesk.ledger.refusals import RosterRefused
from pbdesk.ledger.roster import Meant, Particulars, Preview, fold, read_roster


@pytest.fixture
def listed(tmp_path: Path):
    def write(content: str | bytes) -> Preview:
        file = tmp_path / "list.csv"
        file.write_bytes(
            content.encode() if isinstance(content, str) else content,
        )
        return read_roster(file)

    return write


@pytest.mark.parametrize(
    "content",
    [
        "name,street\nZoë Ng,4 Mill Lane\n".encode(),
        "\ufeffName;Address\r\nZoë Ng;4 Mill Lane\r\n".encode(),
        "street\tname\n4 Mill Lane\tZoe\u0308  Ng\n".encode(),
        'NAME,STREET\n"Zoë Ng","4 Mill Lane"'.encode("utf-16"),
    ],
    ids=["comma", "semicolon", "tab", "utf-16"],
)
def test_every_spreadsheets_way_of_writing_is_read(listed, content: bytes):
    assert listed(content) == Preview(
        (Particulars("Zoë Ng", "4 Mill Lane"),),
        (),
        (),
    )


def test_lines_that_cannot_be_taken_are_said_with_their_number_and_reason(
    listed,
):
    preview = listed(
        "name,street\nZoë,4 Mill Lane\n,9 Mill Lane\nZOE,4 mill lane\nAli,1,2\n\n"
        f"{'x' * 201},\nBen,\n",
    )
    assert [row.name for row in preview.rows] == ["Zoë", "Ben"]
    assert [(each.line, each.words.text) for each in preview.refused] == [
        (3, "The name is missing."),
        (4, "The same name and street as line {line}."),
        (5, "It has more cells than there are headings."),
        (7, "A cell is longer than {n} letters."),
    ]


def test_a_name_of_which_a_spreadsheet_shows_an_error_in_place_of_a_part_is_nobodys(
    listed,
):
    preview = listed("surname,first name,street\n#REF!,Amina,4 Mill Lane\n")
    assert preview.rows == ()
    assert [(each.line, each.text) for each in preview.refused] == [
        (2, "#REF!; Amina; 4 Mill Lane"),
    ]


def test_the_first_lines_are_kept_as_they_stand_with_a_cell_under_each_heading(
    listed,
):
    preview = listed("The register\n\nname;street;born\nZoë;4 Mill Lane\nAli\n")
    assert (preview.lines, preview.sample) == (
        4,
        ((4, ("Zoë", "4 Mill Lane", "")), (5, ("Ali", "", ""))),
    )


def test_what_the_door_does_not_need_never_comes_in(listed):
    preview = listed("name,born,note,phone\nZoë,1970-01-01,resident,0123\n")
    assert (preview.rows, preview.left_out) == (
        (Particulars("Zoë", "", "resident"),),
        ("born", "phone"),
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "names its columns"),
        (b"name\nM\x81\xfcller\n", "CSV UTF-8"),
        (b'name\n"Zoe\nAli\n', "quotation mark"),
        (b"name\n" + b"a\n" * 20_001, "more than"),
        (b"x" * 8_000_001, "larger than"),
    ],
    ids=["empty", "old encoding", "quotes", "too many", "too large"],
)
def test_a_list_that_cannot_be_read_at_all_says_what_to_do(
    listed,
    content: bytes,
    why: str,
):
    with pytest.raises(RosterRefused, match=why):
        listed(content)


def test_of_a_list_whose_headings_nobody_knows_nobody_is_taken_until_its_columns_are_said(
    tmp_path,
):
    path = tmp_path / "rhestr.csv"
    path.write_text(
        "Rhif,Enw,Cyfeiriad\n1,Ng Zoë,4 Mill Lane\n2,Ali Ben,\n",
        encoding="utf-8",
    )
    asked = read_roster(path)
    assert (asked.rows, asked.first) == ((), 1)
    assert [
        (each.heading, each.example, each.what) for each in asked.columns
    ] == [
        ("", "Rhif", None),
        ("", "Enw", None),
        ("", "Cyfeiriad", None),
    ]
    said = read_roster(path, Meant((None, "name", "street"), first=2))
    assert said.rows == (
        Particulars("Ng Zoë", "4 Mill Lane"),
        Particulars("Ali Ben"),
    )


def test_what_a_person_says_of_a_column_counts_and_not_its_heading(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "name,street,remarks\nPlot 4,4 Mill Lane,Ng Zoë\n",
        encoding="utf-8",
    )
    assert [each.what for each in read_roster(path).columns] == [
        "name",
        "street",
        "note",
    ]
    said = read_roster(path, Meant((None, "street", "name"), first=2))
    assert said.rows == (Particulars("Ng Zoë", "4 Mill Lane"),)
    assert said.left_out == ("name",)
    assert [each.heading for each in said.columns] == [
        "name",
        "street",
        "remarks",
    ]


def test_whoever_stands_above_the_line_where_people_begin_is_not_taken(
    tmp_path,
):
    path = tmp_path / "list.csv"
    path.write_text("Ada\nBo\nCy\n", encoding="utf-8")
    assert [
        row.name for row in read_roster(path, Meant(("name",), first=2)).rows
    ] == [
        "Bo",
        "Cy",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet='name,;"\n\r\tstreetö\0', max_size=80).map(
            lambda text: b"name,street\n" + text.encode(),
        ),
    ),
)
def test_any_bytes_give_a_preview_or_a_refusal(listed, content: bytes):
    try:
        preview = listed(content)
    except RosterRefused:
        return
    assert all(
        row.name and row.name == " ".join(row.name.split())
        for row in preview.rows
    )


@given(st.text(max_size=20))
def test_folding_again_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


def test_a_list_as_a_council_has_it_is_read_below_its_cover_with_names_in_two_columns(
    listed,
):
    preview = listed(
        "Borough of Millbrook;;;;\r\nRegister, as of May;;;;\r\n;;;;\r\n"
        "No.;SURNAME;First name(s);Addr. line 1;Addr. line 2\r\n"
        "1;MÜLLER;Zoë Ann;4 Mill Lane;Flat 2\r\n2;NG;;;;\r\n".encode("cp1252"),
    )
    assert preview.rows == (
        Particulars("MÜLLER, Zoë Ann", "4 Mill Lane, Flat 2"),
        Particulars("NG"),
    )
    assert (preview.read_as, preview.left_out) == ("Windows-1252", ("No.",))


@pytest.mark.parametrize(
    "line",
    [
        "Total: 9,",
        "TOTAL,9",
        "Grand total,",
        "Summe 12,",
        "Totals,",
        "Sub-total,3",
        "Total electors: 9,",
        "Totale,9",
        "Total général : 9,",
        "Gesamtzahl: 9,",
        "Anzahl: 9,",
        "Suma,9",
        "Итого,9",
        "المجموع,9",
        "الإجمالي: ٩,",
        "合計,9",
        "Number of electors: 9,",
        "9 people,",
        "1.204 electors in all,",
        "Page 1 of 2,",
        "End of list,",
        "9,",
        "---,",
    ],
)
def test_a_line_that_counts_the_list_is_no_voter(listed, line: str):
    preview = listed(f"name,street\nTotal Ada,4 Mill Lane\n{line}\n")
    assert [row.name for row in preview.rows] == ["Total Ada"]
    assert [each.words.text for each in preview.refused] == [
        "It looks like a total, not like a person.",
    ]


@pytest.mark.parametrize(
    "name",
    ["Sum Wing", "Count Basie", "Suma, Ana", "Page, Ada", "Nombre, Bo", "Bo 2"],
)
def test_a_name_that_begins_like_a_total_is_a_person(listed, name: str):
    preview = listed(f'name,street\n"{name}",\n')
    assert [row.name for row in preview.rows] == [name]


def test_headings_that_stand_again_on_the_next_page_of_a_list_are_no_voter(
    listed,
):
    preview = listed("Name,Street,No\nAda,Mill\nName,Street,No\nBo,Mill\n")
    assert [row.name for row in preview.rows] == ["Ada", "Bo"]
    assert [each.words.text for each in preview.refused] == [
        "It repeats the headings.",
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "Nom;Prénom;Adresse",
        "Nom de famille;Prénoms;Rue",
        "Cognome;Nome;Indirizzo",
        "Achternaam;Voornaam;Adres",
        "Nazwisko;Imię;Ulica",
        "Efternamn;Förnamn;Adress",
        "Apellido;Given name;Dirección",
    ],
)
def test_headings_of_other_languages_are_known(listed, headings: str):
    preview = listed(f"{headings}\nDupont;Jean;1 Mill Lane\n")
    assert preview.rows == (Particulars("Dupont, Jean", "1 Mill Lane"),)


def test_an_arabic_list_is_read_by_its_headings(listed):
    preview = listed("الاسم الكامل,العنوان\nمحمد علي,شارع السوق\n")
    assert preview.rows == (Particulars("محمد علي", "شارع السوق"),)
