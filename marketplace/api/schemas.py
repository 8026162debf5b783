"""How are parameters loaded, strictly? marshmallow schemas made of `Parameter`s, for URLs and for JSON bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow

from marketplace.api.notation import json_type
from marketplace.api.parameters import Parameter


class ParameterField(marshmallow.fields.Field[Any]):
    """One parameter of a schema."""

    default_error_messages = {"required": "is required", "null": "can't be null: leave it out"}  # noqa: RUF012

    def __init__(self, parameter: Parameter, schema: Mapping[str, Any]) -> None:
        described = {**schema, "description": parameter.description}
        super().__init__(required=parameter.required, metadata=described)
        self.parameter = parameter

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        try:
            return self._loaded(value)
        except ValueError as error:
            raise marshmallow.ValidationError(str(error)) from None

    def _loaded(self, value: Any) -> Any:
        raise NotImplementedError

    def _counted(self, values: list[Any]) -> list[Any]:
        if len(values) > self.parameter.many:
            raise ValueError(f"has {len(values)} values: at most {self.parameter.many} are taken")
        return values


class UrlField(ParameterField):
    """A parameter in a URL: loaded from the list of its texts."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter, _list_of(parameter) if parameter.many else parameter.value.schema)

    def _loaded(self, value: Any) -> Any:
        if not self.parameter.many:
            if len(value) > 1:
                raise ValueError(f"is there {len(value)} times: give it once")
            return self.parameter.value.from_text(value[0])
        texts = [piece for text in value for piece in _pieces(self.parameter, text)]
        return [self.parameter.value.from_text(text) for text in self._counted(texts)]


class BodyField(ParameterField):
    """A parameter in a JSON body, of its JSON type; a scalar stands for a list of one."""

    def __init__(self, parameter: Parameter) -> None:
        one = parameter.value.schema
        super().__init__(parameter, {"anyOf": [_list_of(parameter), dict(one)]} if parameter.many else one)

    def _loaded(self, value: Any) -> Any:
        if not self.parameter.many:
            if isinstance(value, list):
                raise ValueError(f"takes one value, not {json_type(value)}")
            return self.parameter.value.from_json(value)
        listed = value if isinstance(value, list) else [value]
        if not listed:
            raise ValueError("is empty: give at least one" if self.parameter.required else "is empty: leave it out")
        values = [piece for one in listed for piece in _pieces(self.parameter, one)]
        return [self.parameter.value.from_json(one) for one in self._counted(values)]


def url_schema(name: str, parameters: tuple[Parameter, ...]) -> marshmallow.Schema:
    """The schema of a query string."""
    return _schema(name, {one.name: UrlField(one) for one in parameters})


def body_schema(name: str, parameters: tuple[Parameter, ...], *, needed: bool = True) -> marshmallow.Schema:
    """The schema of a JSON body, called so in OpenAPI; `needed` when there must be one at all."""
    schema = _schema(name, {one.name: BodyField(one) for one in parameters})
    schema.body_needed = needed  # type: ignore[attr-defined]
    return schema


def may_be_left_out(schema: marshmallow.Schema) -> bool:
    """Whether there may be no body at all."""
    return not getattr(schema, "body_needed", True)


def narrowed(schema: marshmallow.Schema, parameters: tuple[Parameter, ...]) -> marshmallow.Schema:
    """A schema like another one, of these of its parameters."""
    made = {one.name: BodyField if isinstance(schema.fields[one.name], BodyField) else UrlField for one in parameters}
    return _schema(type(schema).__name__, {one.name: made[one.name](one) for one in parameters})


def _schema(name: str, fields: Mapping[str, ParameterField]) -> marshmallow.Schema:
    """A partial schema where nothing is required: what was not sent is not loaded (5 of 175: 38 µs and not 127)."""
    made = marshmallow.Schema.from_dict(dict(fields), name=name)
    return made(partial=not any(field.required for field in fields.values()))


def parameters_of(schema: marshmallow.Schema) -> Mapping[str, Parameter]:
    """The parameters that a schema was made of, by name."""
    return {name: field.parameter for name, field in schema.fields.items() if isinstance(field, ParameterField)}


def _list_of(parameter: Parameter) -> dict[str, Any]:
    return {"type": "array", "items": dict(parameter.value.schema), "minItems": 1, "maxItems": parameter.many}


def _pieces(parameter: Parameter, value: Any) -> list[Any]:
    return value.split(",") if parameter.commas and isinstance(value, str) else [value]
