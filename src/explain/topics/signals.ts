import type { Source } from './topic.ts'

export const signals: Source = ({ signals: { rungs, ...kinds } }, { say, text }) => {
  const writtenAt = ({ id, at }: { id: string; at: string }) => ({ lines: [say('explain.signalAt', { at, id })] })
  return [
    ...rungs.map((rung) => ({
      id: rung.id,
      topic: () => ({
        title: say('explain.rung', { apps: text(rung.apps), class: say(`class.${rung.class}`) }),
        sections: [
          { lines: rung.counts === undefined ? [] : [say('explain.rungCounts', rung.counts)] },
          writtenAt(rung),
        ],
        see: [...(rung.class === 'none' ? [] : [rung.class]), 'catalogue-may-err'],
      }),
    })),
    ...[...kinds.terms, ...kinds.beside, ...kinds.brands, kinds.vendors].map((signal) => ({
      id: signal.id,
      ...('names' in signal && { brands: signal.names.map(({ name }) => name) }),
      topic: () => ({
        title: text(signal.meaning),
        sections: [{ lines: 'source' in signal ? [text(signal.source)] : [] }, writtenAt(signal)],
        see: ['likely', 'possible', 'catalogue-may-err'],
      }),
    })),
  ]
}
