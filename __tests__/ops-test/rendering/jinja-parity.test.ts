import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderTemplate } from '../../../src/ops-test/rendering/jinja/render-template';

const folder = join(__dirname, '../../../fixtures/templates');
const context = JSON.parse(readFileSync(join(folder, 'context.json'), 'utf8')) as Record<string, unknown>;
const templates = readdirSync(folder).filter((name) => name.endsWith('.j2'));

// What Jinja2 itself renders is kept beside each: interop/jinja2/templates.py checks that it is.
test.each(templates)('%s is rendered as Jinja2 renders it, byte for byte', (name) => {
  const rendered = renderTemplate(readFileSync(join(folder, name), 'utf8'), context, name);

  expect(rendered).toBe(readFileSync(join(folder, `${name}.expected`), 'utf8'));
});
