import type { Source, Topic } from './topic.ts'

export const roads: Source = ({ roads: all, regimes, checks: looking }, { text, say }) => [
  ...all.map((road) => ({
    id: road.id,
    words: [road.kind],
    topic: (): Topic => ({
      id: road.id,
      title: text(road.name),
      sections: [
        { lines: [text(road.line), say('explain.severity', { severity: say(`severity.${road.severity}`) })] },
        { lines: [...road.permissions, ...road.appOps] },
      ],
      see: looking.filter(({ on }) => on === 'roads').map(({ id }) => id),
    }),
  })),
  ...regimes.map((regime) => ({
    id: regime.id,
    words: [`regime ${regime.id}`],
    topic: (): Topic => ({
      id: regime.id,
      title: text(regime.name),
      sections: [{ lines: [text(regime.text)] }, { lines: regime.permissions }, { lines: [regime.source] }],
      see: looking.filter(({ on }) => on === 'regime').map(({ id }) => id),
    }),
  })),
]
