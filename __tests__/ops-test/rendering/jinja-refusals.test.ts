import { renderTemplate, TemplateError } from '../../../src/ops-test/rendering/jinja/render-template';

const context = { list: ['a', 'b'], mapping: { port: 80 }, number: 42 };

// What is rendered is in fixtures/templates; here is what is not, by Jinja2 or by us.
test.each([
  ['{% do list.append(1) %}', 'the tag do is of an extension, which Jinja2 does not have by its defaults'],
  ['{% switch number %}{% endswitch %}', 'unknown block tag: switch'],
  ['{{ list[::0] }}', 'the step of a slice cannot be 0'],
  ['{{ list["a":] }}', 'the bounds of a slice are whole numbers; got a text'],
  ['{{ mapping[1:] }}', 'a mapping has no slices'],
  ['{{ list[] }}', 'expected an index or a key'],
  ['{{ 1 ~ 2 + 3 }}', 'a text and a number cannot be added'],
  ['{{ 1e3 }}', 'the number 1e3 is not supported; write it with digits alone'],
  ['{{ 1_0.5 }}', 'the number 1_0 is not supported; write it with digits alone'],
  ['{{ {number: 2} }}', 'keys of mappings that are no texts are not supported'],
  ['{{ {1: 2} }}', 'keys of mappings that are no texts are not supported'],
  ['{{ (1,) + list }}', 'a tuple and a list cannot be added'],
  ['{{ number is odd is even }}', 'tests cannot be chained with is'],
  ['{% set a, b = [1] %}', '2 variables cannot take 1 values'],
  ['{% with a %}{% endwith %}', 'with: expected ='],
  ['{% raw %}{{', 'raw: expected endraw, got end of file'],
  ['{{ "open }}', 'this text has no end'],
  ['{{ "{:>5}".format(1) }}', 'the field {:>5} has a format, which is not supported; "%5.2f" % value is'],
  ['{{ "{} {}".format(1) }}', 'format() was given nothing for {}'],
  ['{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}', 'the macro takes 1 arguments (a); got 2'],
  ['{% macro m(a) %}{% endmacro %}{{ m(b=2) }}', 'the macro has no argument b; it has a'],
  ['{{ "x" | filesizeformat }}', 'a number of bytes is needed; got a text'],
  ['{{ {"a b": 1} | xmlattr }}', "'a b' cannot be the name of an attribute"],
  ['{% macro m() %}{{ varargs }}{% endmacro %}{{ m() }}', "Jinja2's varargs is not supported"],
  ['{{ lipsum(1) }}', "Jinja2's lipsum is not supported"],
  ['{{ "x" | pprint }}', "No filter named 'pprint'"],
])('%s is refused, with the line', (template, message) => {
  const render = () => renderTemplate(`first line\n${template}`, context, 'bundle.yaml');

  expect(render).toThrow(TemplateError);
  expect(render).toThrow(`bundle.yaml, line 2: ${message}`);
});
