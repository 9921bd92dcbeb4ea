"""Fixtures of the guidance tests."""

from collections.abc import Mapping

import pytest

from bot.guidance.guide import Guide
from tests.guidance import small_content
from tests.guidance.customer import Customer


@pytest.fixture(scope="session")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Guide]:
    return small_content.guides(tmp_path_factory.mktemp("guides"))


@pytest.fixture
def customer(guides: Mapping[str, Guide]) -> Customer:
    return Customer(small_content.replies(guides), small_content.DIRECTORY)
