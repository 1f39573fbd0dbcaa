/** What is wrong with a path, or with what a target is to get. */
export class TemplateError extends Error {}
