/** A script as it may stand in markup, which a `</script` in it would end. */
export function asInline(code: string): string {
  return code.replaceAll('</', '<\\/');
}
