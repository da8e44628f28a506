import { renderTemplate, TemplateError } from '../../../src/ops-test/rendering/jinja/render-template';

const context = { list: ['a', 'b'], mapping: { port: 80 }, number: 42, text: 'text' };

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
  ['{% include "other" %}', 'the tag include is not supported: a template stands alone'],
  ['{% for x in list recursive %}{% endfor %}', 'recursive loops are not supported'],
  ['{% for mapping.x in list %}{% endfor %}', 'a variable of a loop has no dot'],
  ['{% set mapping.port = 81 %}', 'port can be set in a namespace alone; got a mapping'],
  ['{% set 1 = 2 %}', 'a variable was expected, got 1'],
  ['{{ a"b }}', 'unexpected character "'],
  ['{{ text | upper(1) }}', 'the filter upper takes 0 arguments (none); got 1'],
  ['{{ list | join(",", d=".") }}', 'the filter join got d twice'],
  ['{% macro m(a) %}{% endmacro %}{{ m(1, a=2) }}', 'the macro got a twice'],
  ['{% macro m(a=1, b) %}{% endmacro %}', 'an argument without a name follows one with a name'],
  ['{{ "{} {0}".format(1) }}', 'fields with and without a number cannot be mixed'],
  ['{{ 12345678901234567890 }}', 'the number 12345678901234567890 is not supported'],
  ['{{ 007 }}', 'the number 007 is not supported'],
  ['{{ 1. }}', 'the number 1. is not supported'],
  ['{{ 2 is == 2 }}', 'the name of a test was expected, got =='],
  ['{% if 0 %}{% elseif 1 %}{% endif %}', 'unknown block tag: elseif'],
  ['{{ self.a() }}', "Jinja2's self is not supported"],
  ['{{ list | batch }}', 'the filter batch needs the argument linecount'],
  ['{{ mapping.get() }}', 'the method get needs the argument key'],
  ['{{ number is divisibleby 0 }}', 'nothing can be divided by 0'],
  ['{{ text.split(by=",") }}', 'the method split has no argument by; it has sep, maxsplit'],
  ['{{ text.encode() }}', 'the method encode of texts is not supported'],
  ['{{ mapping.popitem() }}', 'the method popitem of mappings is not supported'],
  ['{{ list.sort() }}', 'the method sort of lists is not supported'],
  ['{{ mapping.pop("gone") }}', 'there is no gone in the mapping'],
  ['{{ [].pop() }}', 'there is no item -1 in the list'],
  ['{% macro m() %}{% endmacro %}{{ m.name }}', 'the name of a macro is not supported'],
  ['{{ text.index("z") }}', 'there is no z in the text'],
  ['{{ "%s %s" % "a" }}', 'there are fewer values than the text has fields for'],
  ['{{ "%s" % (1, 2) }}', 'there are more values than the text has fields for'],
  ['{{ "%d" % "1" }}', '%d is for a number; got a text'],
  ['{{ "%x" % 1.5 }}', 'a whole number is needed; got 1.5'],
  ['{{ "%z" % 1 }}', 'there is no format %z'],
  ['{{ "100%" % () }}', 'the field % is incomplete'],
  ['{{ "%(a)s" % mapping }}', 'there is no value for %(a)'],
  ['{{ "%(a)s" % 1 }}', 'a mapping is needed for %(a); got a number'],
  ['{{ list | sum }}', 'a number and a text cannot be added'],
  ['{{ text | abs }}', 'a number is needed; got a text'],
  ['{{ 1.5 | round(0, "up") }}', "round has no method 'up'; it has common, ceil, floor"],
  ['{{ text is odd }}', 'a number is needed; got a text'],
  ['{{ text * 1.5 }}', 'a whole number is needed; got 1.5'],
  ['{{ 1 in text }}', 'in a text only a text can be looked for; got a number'],
  ['{{ 1 / false }}', 'nothing can be divided by 0'],
  ['{{ dict([1]) }}', 'there is nothing to go over in a number'],
  ['{{ range(1, 2, 0) }}', 'the step of a range cannot be 0'],
  ['{{ [range] | tojson }}', 'a function cannot be written as JSON'],
])('%s is refused, with the line', (template, message) => {
  const render = () => renderTemplate(`first line\n${template}`, context, 'bundle.yaml');

  expect(render).toThrow(TemplateError);
  expect(render).toThrow(`bundle.yaml, line 2: ${message}`);
});

test.each([
  ['{{ gone + 1 }}', 'gone'],
  ['{{ 1 < mapping.gone }}', 'mapping.gone'],
  ['{{ -gone }}', 'gone'],
  ['{{ gone | tojson }}', 'gone'],
  ['{{ mapping.gone | lower | int(0) + mapping.other }}', 'mapping.other'],
  ['{{ gone | int }}', 'gone'],
  ['{{ gone is odd }}', 'gone'],
  ['{{ gone() }}', 'gone'],
  ['{{ gone | first | abs }}', 'gone|first'],
  [String.raw`{{ mapping["a\nb"]() }}`, String.raw`mapping["a\nb"]`],
  ['{% block a %}{{ gone + 1 }}{% endblock %}', 'gone'],
])('%s says which variable is undefined: %s', (template, variable) => {
  const render = () => renderTemplate(`first line\n${template}`, context, 'bundle.yaml');

  expect(render).toThrow(`bundle.yaml, line 2: '${variable}' is undefined`);
});

test.each([
  ['{% if list %}', 'the tag if that begins here has no endif'],
  ['{% for x in list %}{% if x %}{% endif %}', 'the tag for that begins here has no endfor'],
  ['{% set a %}', 'the tag set that begins here has no endset'],
  ['{{ list', 'unexpected end of the template in what begins here'],
  ['{% if list', 'unexpected end of the template in what begins here'],
])('%s has no end, and the line where it begins is named', (template, message) => {
  const render = () => renderTemplate(`first line\n${template}\n\n`, context, 'bundle.yaml');

  expect(render).toThrow(`bundle.yaml, line 2: ${message}`);
});

test.each([
  ['{{ number is nope }}', "No test named 'nope'"],
  ['{# open', 'expected end of comment, got end of file'],
  ['{% call number %}{% endcall %}', 'what stands here is not understood'],
  [String.raw`{{ "\x4" }}`, String.raw`the escape \x in a text has too few digits`],
  [String.raw`{{ "\N{DASH}" }}`, String.raw`\N{…} is not supported in a text; write the character`],
])('%s is refused, with the line', (template, message) => {
  const render = () => renderTemplate(`first line\n${template}`, context, 'bundle.yaml');

  expect(render).toThrow(TemplateError);
  expect(render).toThrow(`bundle.yaml, line 2: ${message}`);
});

test('what every object of JavaScript has is undefined, and may be given', () => {
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];
  const template = names
    .map((name) => `{{ ${name} is defined }}[{{ ${name} }}{{ mapping.${name} }}]`)
    .join('');
  const given = '{{ constructor }}{% set __proto__ = 5 %}{{ __proto__ }}{{ {"__proto__": 1} }}';

  expect(renderTemplate(template, context, 'bundle.yaml')).toBe('False[]'.repeat(names.length));
  expect(renderTemplate(given, { constructor: 4 }, 'bundle.yaml')).toBe("45{'__proto__': 1}");
});
