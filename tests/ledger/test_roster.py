"""Lists of people as councils hand them over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbdesk.ledger.refusals import RosterRefused
from pbdesk.ledger.roster import Meant, Particulars, Preview, fold, read_roster

DAY = date(2026, 11, 26)


@pytest.fixture
def listed(tmp_path: Path):
    def write(content: str | bytes) -> Preview:
        file = tmp_path / "list.csv"
        file.write_bytes(
            content.encode() if isinstance(content, str) else content,
        )
        return read_roster(file, DAY)

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
    preview = listed("name,email,note,phone\nZoë,z@example.org,resident,0123\n")
    assert (preview.rows, preview.left_out) == (
        (Particulars("Zoë", "", "resident"),),
        ("email", "phone"),
    )


@pytest.mark.parametrize(
    ("born", "note"),
    [
        ("04/03/1961", "18+"),
        ("1961-03-04 00:00:00", "18+"),
        ("7.5.49", "18+"),
        ("4 March 1961", "18+"),
        ("March 4, 1961", "18+"),
        ("1980", "18+"),
        ("26.11.2012", "14–15"),
        ("27.11.2012", "0–13"),
        ("2010-11-26", "16–17"),
        ("", ""),
    ],
)
def test_of_a_birth_date_only_the_age_group_on_the_day_is_kept(
    listed,
    born: str,
    note: str,
):
    preview = listed(f"name;D.O.B.\nZoë;{born}\nAda;{born or '1950-01-01'}\n")
    assert preview.rows[0] == Particulars("Zoë", "", note)
    assert "born" in preview.meant.columns


@pytest.mark.parametrize(
    ("born", "why"),
    [
        ("31/02/1990", "There is no birthday {born}."),
        ("01/01/2099", "There is no birthday {born}."),
        ("about 1950", "{born} is no birth date. Write it as 1961-03-04."),
        ("2010", "{born} may be {one} or {other}. Write it as 1961-03-04."),
    ],
)
def test_a_birth_date_that_is_none_is_said_with_its_line(listed, born, why):
    preview = listed(f"name;born\nZoë;{born}\nAda;1950-01-01\nBo;1950-01-02\n")
    assert [row.name for row in preview.rows] == ["Ada", "Bo"]
    assert [(each.line, each.words.text) for each in preview.refused] == [
        (2, why),
    ]


def test_the_other_lines_tell_whether_the_day_or_the_month_stands_first(listed):
    alone = listed("name,born\nZoë,3/12/2010\n")
    assert alone.refused, "12 March or 3 December: 16 or 15 years old"
    english = listed("name,born\nZoë,3/12/2010\nAda,13/01/1950\n")
    american = listed("name,born\nZoë,3/12/2010\nAda,01/13/1950\n")
    assert (english.rows[0].note, american.rows[0].note) == ("14–15", "16–17")


def test_a_column_of_which_most_is_no_birth_date_is_left_out_until_somebody_asks(
    listed,
):
    preview = listed("name,born\nZoë,Cardiff\nAda,Leeds\nBo,1950-01-01\n")
    assert [row.name for row in preview.rows] == ["Zoë", "Ada", "Bo"]
    assert preview.left_out == ("born",)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("HARLOW", "Harlow"),
        ("MCDONALD", "McDonald"),
        ("O’BRIEN", "O’Brien"),
        ("VAN DER BERG", "van der Berg"),
        ("van der berg", "van der Berg"),
        ("DE LA CRUZ", "de la Cruz"),
        ("ADEYEMI-CLARKE", "Adeyemi-Clarke"),
        ("NG", "Ng"),
        ("SMITH III", "Smith III"),
        ("DELL'ACQUA", "Dell'Acqua"),
        ("IJSSEL", "IJssel"),
        ("IŞIK", "Işık"),
        ("ИВАНОВА", "Иванова"),
        ("MacDonald", "MacDonald"),
        ("محمد", "محمد"),
        ("李", "李"),
    ],
)
def test_a_surname_in_capitals_is_written_as_names_are_and_any_other_as_typed(
    tmp_path,
    typed: str,
    written: str,
):
    path = tmp_path / "list.csv"
    path.write_text(f"surname;first name\n{typed};JM\n", encoding="utf-8")
    read = read_roster(path, DAY)
    assert [row.name for row in read.rows] == [f"{written}, JM"]
    said = read_roster(path, DAY, replace(read.meant, as_typed=True))
    assert [row.name for row in said.rows] == [f"{typed}, JM"]


def test_a_full_name_in_capitals_keeps_its_order(listed):
    preview = listed('name\n"VAN DER BERG, PIETER"\nMARIA DE SOUZA\n')
    assert [row.name for row in preview.rows] == [
        "van der Berg, Pieter",
        "Maria de Souza",
    ]


def test_a_line_that_was_mended_is_read_as_it_was_mended(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("name,street\n,4 Mill Lane\n#REF!,5 Mill Lane\n")
    read = read_roster(path, DAY)
    assert [each.cells for each in read.refused] == [
        ("", "4 Mill Lane"),
        ("#REF!", "5 Mill Lane"),
    ]
    mended = {2: ("Zoë", "4 Mill Lane")}
    again = read_roster(path, DAY, replace(read.meant, mended=mended))
    assert again.rows == (Particulars("Zoë", "4 Mill Lane"),)
    assert [each.line for each in again.refused] == [3]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Total: 9;", 9),
        ("TOTAL;1,206", 1206),
        ("Summe;1.206", 1206),
        ("Total 1 206;;", 1206),
        ("Total;", None),
        ("Page 1 of 2;", None),
        ("Subtotal;60", None),
        ("17;", None),
    ],
)
def test_what_a_list_says_of_its_own_length_is_read(listed, line: str, says):
    preview = listed(f"name;street;no.\nZoë;4 Mill Lane;7\n{line}\n")
    assert preview.found.total == (says and (3, says))
    assert [each.cells for each in preview.refused] == [()]


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
    asked = read_roster(path, DAY)
    assert (asked.rows, asked.first) == ((), 1)
    assert [
        (each.heading, each.example, each.what) for each in asked.columns
    ] == [
        ("", "Rhif", None),
        ("", "Enw", None),
        ("", "Cyfeiriad", None),
    ]
    said = read_roster(path, DAY, Meant((None, "name", "street"), first=2))
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
    assert [each.what for each in read_roster(path, DAY).columns] == [
        "name",
        "street",
        "note",
    ]
    said = read_roster(path, DAY, Meant((None, "street", "name"), first=2))
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
        row.name
        for row in read_roster(path, DAY, Meant(("name",), first=2)).rows
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
        Particulars("Müller, Zoë Ann", "4 Mill Lane, Flat 2"),
        Particulars("Ng"),
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


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Łukasz Żak", "cp1250"),
        ("Zoë Ng", "mac_roman"),
        ("Zoë Ng", "cp437"),
        ("山田太郎", "shift_jis"),
    ],
)
def test_a_name_that_was_read_in_wrong_letters_is_to_be_looked_at(
    listed,
    name: str,
    letters: str,
):
    preview = listed(f"name;street\n{name};Mill Lane\n".encode(letters))
    assert preview.rows[0].name != name
    assert [each.words.text[:28] for each in preview.doubtful] == [
        "The name has a sign that is ",
    ]


def test_a_name_of_windows_letters_is_not_doubted(listed):
    preview = listed(
        "name;street\nO’Neill, Siobhán;\nMüller-Lüdenscheidt\n".encode(
            "cp1252",
        ),
    )
    assert len(preview.rows) == 2
    assert preview.doubtful == ()
