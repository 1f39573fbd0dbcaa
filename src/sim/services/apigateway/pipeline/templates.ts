import { mapPayload, readTemplate, TemplateError, type Template } from '../mapping/index.ts';
import type { Exchange } from './exchange.ts';
import { misconfigured } from './refused.ts';

const read = new Map<string, Template>();
const KEPT = 1000;

/** A template, read once. */
function templateOf(text: string): Template {
  let template = read.get(text);
  if (!template) {
    template = readTemplate(text);
    if (read.size >= KEPT) read.clear();
    read.set(text, template);
  }
  return template;
}

/** A body as a template makes it of another. */
export function mapped(template: string, body: string, exchange: Exchange): string {
  const { request, match, origin } = exchange;
  const payload = {
    body,
    path: new Map(Object.entries(match.pathParameters)),
    querystring: new Map(request.query),
    header: new Map(request.headers),
  };
  try {
    return mapPayload(templateOf(template), payload, exchange.context, origin.variables);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw misconfigured(`Unable to transform: ${error.message}`);
  }
}
