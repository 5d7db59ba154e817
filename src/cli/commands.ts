/// <reference types="vite/types/import-meta.d.ts" />
import type { Command } from './command.ts'

const found = Object.entries(import.meta.glob<Command>('./commands/*.ts', { import: 'command', eager: true }))
  .map(([path, command]) => [path.slice('./commands/'.length, -'.ts'.length), command] as const)
  .sort(([, a], [, b]) => a.order - b.order)
const choices = found.map(([name]) => name)

/** Every command by its name: the files of a folder. What only one of them needs is imported when it runs. */
export const commands: ReadonlyMap<string, Command> = new Map(
  found.map(([name, command]) => [name, name === 'help' ? { ...command, choices } : command]),
)
