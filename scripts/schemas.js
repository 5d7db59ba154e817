/** Prints the JSON Schemas that editors and readers of reports use, from the zod schemas of `src/model`. */

/** Path → text of every schema file. `model` is `scripts/parts-of-src.ts`. */
export function printSchemas(model, z) {
  const rules = {
    user: model.UserRuleFile,
    version: z.strictObject({ version: z.string() }),
    lenders: z.array(model.CatalogueEntry),
    sources: z.array(model.CatalogueSource),
    check: model.CheckRule,
    routes: z.array(model.RouteRule),
    regimes: z.array(model.RegimeRule),
    ...Object.fromEntries(Object.entries(model.signalKinds).map(([kind, { schema }]) => [`signals-${kind}`, schema])),
    'signals-common': model.CommonWords,
  }
  for (const [key, part] of Object.entries(model.GeneralGuidance.shape)) rules[`guidance-${key}`] = part
  for (const [key, part] of Object.entries(model.CountryRules.shape)) rules[`country-${key}`] = part

  const files = Object.entries(rules).map(([name, schema]) => [`rules/schema/${name}.json`, print(schema, 'input', z)])
  files.push(['schema/report.v2.json', print(model.Report, 'output', z)])
  files.push(['schema/ndjson.v2.json', print(model.NdjsonRecord, 'output', z)])
  files.push(['schema/diff.v1.json', print(model.Diff, 'output', z)])
  files.push(['schema/config.v1.json', print(model.Config, 'input', z)])
  files.push(['schema/ignore.v1.json', print(model.IgnoreFile, 'input', z)])
  files.push(['schema/evidence.v1.json', print(model.Pack, 'output', z)])
  return Object.fromEntries(files)
}

const print = (schema, io, z) => `${JSON.stringify(z.toJSONSchema(schema, { io }), null, 2)}\n`
