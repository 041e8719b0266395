/**
 * Documents that a person writes in YAML: read within bounds, checked against a schema, every part with its place.
 * Knows lines and columns, and how to say what a schema finds wrong in the user's terms.
 * Must not know what a document is about: scenarios and column maps bring their own schemas.
 */
export { type Places, schemaProblems, show } from './schema-problems.js';
export { namedPath, type ValuePath, YamlSource } from './yaml-source.js';
