import type { Source } from './topic.ts'

export const routes: Source = ({ routes: all, regimes, checks: looking }, { text, say }) => [
  ...all.map((route) => ({
    id: route.id,
    words: [route.kind],
    topic: () => ({
      title: text(route.name),
      sections: [
        { lines: [text(route.line), say('explain.severity', { severity: say(`severity.${route.severity}`) })] },
        { lines: [...route.permissions, ...route.appOps] },
      ],
      see: looking.filter(({ on }) => on === 'routes').map(({ id }) => id),
    }),
  })),
  ...regimes.map((regime) => ({
    id: regime.id,
    words: [`regime ${regime.id}`],
    topic: () => ({
      title: text(regime.name),
      sections: [{ lines: [text(regime.text)] }, { lines: regime.permissions }, { lines: [regime.source] }],
      see: looking.filter(({ on }) => on === 'regime').map(({ id }) => id),
    }),
  })),
]
