"""Generated modules: that they are right, formatted, the same each time."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectcases_typed import (
    Client,
    FieldOption,
    FieldType,
    LayoutConfiguration,
    RequiredField,
)
from connectcases_typed.records import Record, naming
from connectcases_typed.records.__main__ import main
from connectcases_typed.testing import mock_cases

from .shop import REGION, create

#: Names that are the same word, no word, Python's own, too long, or in other scripts.
NAMES = (
    "nights",
    "Nights!",
    "1st stay",
    "!!!",
    "class",
    "float",
    "Datetime",
    "field",
    'Say "hi"',
    'It\'s "both"',
    "back\\slash",
    "優先度",
    "Größe",
    "a\u00adb",
    "Mapped",
    "予約" * 45,
    "A name that goes on and on, until nobody would write it out any more, and further",
)
SELECT = ("優先度", "Mapped", "class", "1st stay")
LABELS = (
    "High",
    "high",
    "!",
    "1",
    "A very long option indeed",
    "None",
    "x" * 60,
    "x" * 90,
)


@pytest.fixture(scope="module")
def domain_id() -> Iterator[str]:
    """A domain with fields of such names, two templates and a layout."""
    with mock_cases():
        cases = Client(region_name=REGION)
        domain_id = create(cases)
        for name in NAMES:
            kind = FieldType.SINGLE_SELECT if name in SELECT else FieldType.TEXT
            made = cases.create_field(domain_id=domain_id, name=name, type=kind)
            if name in SELECT:
                cases.batch_put_field_options(
                    domain_id=domain_id,
                    field_id=made.field_id,
                    options=[
                        FieldOption(name=label, value=f"v{label}", active=True)
                        for label in LABELS
                    ],
                ).raise_for_failures()
        shop = cases.load_fields(domain_id=domain_id)
        shown = cases.create_layout(
            domain_id=domain_id, name="stay", content=shop.layout(top=["Hotel"])
        )
        cases.create_template(
            domain_id=domain_id,
            name="Stay",
            required_fields=[RequiredField(field_id=shop["Nights"].field_id)],
            layout_configuration=LayoutConfiguration(default_layout=shown.layout_id),
        )
        cases.create_template(domain_id=domain_id, name='The "other"')
        yield domain_id


Write = Callable[..., str]


@pytest.fixture
def write(domain_id: str, capsys: pytest.CaptureFixture[str]) -> Write:
    """Runs the command and returns what it writes."""

    def run(*arguments: str | Path) -> str:
        given = ["--domain-id", domain_id, "--region", REGION, *map(str, arguments)]
        assert main(given) == 0
        return capsys.readouterr().out

    return run


def imported(source: str, name: str) -> ModuleType:
    """The module of a source."""
    module = sys.modules[name] = ModuleType(name)
    exec(compile(source, name, "exec"), vars(module))  # noqa: S102 - written by us
    return module


@pytest.mark.parametrize("options", [(), ("--ids",)], ids=["names", "ids"])
def test_every_record_binds_to_its_domain(
    options: tuple[str, ...], write: Write, domain_id: str
) -> None:
    """The classes, their types and options are the domain's, whatever the names."""
    module = imported(write(*options), f"generated{len(options)}")
    records = [
        it
        for it in vars(module).values()
        if isinstance(it, type) and issubclass(it, Record) and it is not Record
    ]
    shop = Client(region_name=REGION).load_fields(domain_id=domain_id)
    assert {it.__name__ for it in records} == {"Stay", "TheOther", "AllFields"}
    for record in records:
        shop.bind(record)
    assert len(module.AllFields.__mapped__) == len(shop)


def test_a_template_has_what_its_layout_shows_and_requires(write: Write) -> None:
    """Fields that the template requires, and the title, cannot be left out."""
    module = imported(write("--template", "Stay"), "stay")
    assert set(module.Stay.__mapped__) == {"title", "status", "hotel", "nights"}
    with pytest.raises(TypeError, match="lacks title, nights"):
        module.Stay()
    assert not hasattr(module, "AllFields")
    assert repr(module.Status("open")) == "<Status.OPEN: 'open'>"


def test_an_unknown_template_is_refused(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says which there are."""
    with pytest.raises(SystemExit):
        write("--template", "Stya")
    assert (
        "no template 'Stya'; there are 'Stay', 'The \"other\"'"
        in capsys.readouterr().err
    )


def test_names_that_collide_are_told(
    domain_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard error names everything that was numbered, with its new name."""
    main(["--domain-id", domain_id, "--region", REGION])
    notes = capsys.readouterr().err.splitlines()
    assert "'nights' is nights_2: nights is taken" in notes
    assert "'Nights!' is nights_3: nights is taken" in notes
    assert "'high' is HIGH_2: HIGH is taken" in notes


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--ids",)], ids=["names", "ids"])
def test_a_module_is_formatted_and_strictly_typed(
    options: tuple[str, ...], write: Write, tmp_path: Path
) -> None:
    """ruff changes nothing in it, and both type checkers accept it."""
    path = tmp_path / "shop.py"
    path.write_text(write(*options), encoding="utf-8")
    config = tmp_path / "pyrightconfig.json"
    config.write_text('{"typeCheckingMode": "strict"}')
    for checker in (
        ["ruff", "format", "--diff", "--isolated"],
        ["ruff", "check", "--isolated", "--select", "F,I"],
        ["mypy", "--strict", "--config-file="],
        ["basedpyright", "--pythonpath", sys.executable],
    ):
        ran = subprocess.run(
            [sys.executable, "-m", *checker, str(path)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_module_is_checked_against_its_domain(
    write: Write, domain_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` is content with what it would write; of a change it shows the lines."""
    path = tmp_path / "shop.py"
    path.write_text(write(), encoding="utf-8")
    assert write("--check", path) == ""
    cases = Client(region_name=REGION)
    new = cases.create_field(domain_id=domain_id, name="Pets", type=FieldType.BOOLEAN)
    arguments = ["--domain-id", domain_id, "--region", REGION, "--check", str(path)]
    assert main(arguments) == 1
    shown = capsys.readouterr().out
    assert '\n+    pets: Mapped[bool | None] = field("Pets", default=None)\n' in shown
    cases.delete_field(domain_id=domain_id, field_id=new.field_id)
    assert write("--check", path) == ""


def test_a_class_bound_by_name_serves_another_domain(write: Write) -> None:
    """A module written from one domain binds to another that has its fields."""
    module = imported(write("--template", "Stay"), "other")
    cases = Client(region_name=REGION)
    other = cases.load_fields(domain_id=create(cases, "other"))
    assert other.bind(module.Stay).identifiers == other.identifiers(
        "Status", "Title", "Hotel", "Nights"
    )


@given(st.text(min_size=1, max_size=100))
def test_any_text_makes_identifiers(text: str) -> None:
    """Whatever people call things, Python takes it, and no line gets too long."""
    for make in (naming.snake, naming.upper, naming.camel):
        name = make(text)
        assert name.isidentifier()
        assert naming.width(name) <= naming.ATTRIBUTE + 8
    assert eval(naming.literal(text)) == text  # noqa: S307 - a literal
    assert f'"""{naming.prose(text)}."""'.isprintable()


@given(st.lists(st.sampled_from(["a", "b", "a" * naming.ATTRIBUTE])))
def test_numbered_names_are_unique(names: list[str]) -> None:
    """However often a name comes again, each is given once."""
    taken: set[str] = set()
    for name in names:
        taken.add(naming.unique(name, taken))
    assert len(taken) == len(names)
