/**
 * The packages inside the bundle and its word lists: their licences and notices, which ask to be handed on with them,
 * and a bill of materials.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import validateSpdx from 'spdx-expression-parse'

/** Folder and package.json of each package that one of these files belongs to, in the order of the folders. */
export function packagesOf(root, files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(relative(root, file))?.[0] ?? [])
  return [...new Set(folders)]
    .sort()
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
}

/** The text of `dist/THIRD-PARTY.txt`. */
export function printLicenses(root, packages) {
  const texts = packages.map(({ folder, manifest: { name, version, license } }) => {
    const files = readdirSync(join(root, folder)).filter((entry) => /^(licen[cs]e|notice)/i.test(entry))
    const text = files.map((file) => readFileSync(join(root, folder, file), 'utf8').trim()).join('\n\n')
    return `${name} ${version} (${license})\n\n${text}\n`
  })
  return `daicha contains code or words of these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`
}

/** The text of `dist/bom.cdx.json`: CycloneDX 1.6, without time and serial number, so that it is always the same. */
export function printBom(root, packages) {
  const { Builders, Factories } = Contrib.FromNodePackageJson
  const licenses = new Contrib.License.Factories.LicenseFactory(validateSpdx)
  const builder = new Builders.ComponentBuilder(new Factories.ExternalReferenceFactory(), licenses)
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const componentOf = (manifest, type) => {
    const component = builder.makeComponent(manifest, type)
    component.purl = `pkg:npm/${manifest.name.replace('@', '%40')}@${manifest.version}`
    component.bomRef.value = component.purl
    return component
  }

  const self = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const bom = new Models.Bom()
  bom.metadata.component = componentOf(self, Enums.ComponentType.Application)
  for (const { folder, manifest } of packages) {
    const component = componentOf(manifest, Enums.ComponentType.Library)
    const [, digest] = /^sha512-(\S+)$/.exec(locked[folder]?.integrity ?? '') ?? []
    if (digest) component.hashes.set(Enums.HashAlgorithm['SHA-512'], Buffer.from(digest, 'base64').toString('hex'))
    bom.metadata.component.dependencies.add(component.bomRef)
    bom.components.add(component)
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6))
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`
}
