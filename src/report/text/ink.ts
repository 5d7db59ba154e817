export type Color = 'red' | 'yellow' | 'green' | 'magenta' | 'blue' | 'gray' | 'cyan' | 'bold' | 'dim'

/** Colour adds to a text and never carries its meaning. */
export type Ink = (color: Color, text: string) => string

/** Chalk is loaded only where there is colour to show. */
export async function inkFor(color: boolean): Promise<Ink> {
  if (!color) return (_color, text) => text
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return (name, text) => chalk[name](text)
}
