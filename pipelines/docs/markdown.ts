/** A Markdown table. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export const code = (name: string): string => `\`${name}\``

/** A name as a heading: `last_mile` is Last mile. */
export function title(name: string): string {
  const spaced = name.replaceAll('_', ' ')
  return `${spaced[0]?.toUpperCase()}${spaced.slice(1)}`
}

/** A page of paragraphs. */
export const page = (paragraphs: readonly string[]): string => `${paragraphs.join('\n\n')}\n`

/** A folder of the code; linked where the page lies beside the code, whose root is then at `root`. */
export const folder = (path: string, root: string | undefined): string =>
  root === undefined ? code(`${path}/`) : `[${code(`${path}/`)}](${root}${path})`
