/**
 * The rooms of the house and the doors between them: which folder of src may import which.
 * A room that is not named may be imported by nobody; `diagnostics` may be imported by all.
 */
const pure = ['random', 'statistics', 'tape', 'rules', 'truth', 'model', 'market', 'order-flow', 'fit', 'realism', 'simulation', 'agents', 'protocol', 'manipulation', 'surveillance', 'evaluation', 'calibration'];

const mayImport = {
  diagnostics: [],
  documents: [],
  random: [],
  statistics: ['random'],
  tape: [],
  rules: ['tape'],
  truth: [],
  model: ['statistics', 'random', 'tape'],
  market: ['tape', 'rules'],
  'order-flow': ['tape', 'market', 'statistics'],
  archive: ['tape', 'truth'],
  history: ['tape', 'market', 'order-flow', 'rules', 'archive', 'documents'],
  fit: ['statistics', 'model', 'order-flow', 'tape', 'random'],
  realism: ['statistics', 'order-flow', 'tape', 'random'],
  simulation: ['random', 'tape', 'market'],
  agents: ['simulation', 'model', 'random', 'statistics', 'truth', 'tape', 'order-flow'],
  protocol: ['tape', 'order-flow', 'realism', 'statistics', 'model', 'fit', 'agents', 'simulation', 'market', 'rules', 'random'],
  manipulation: ['simulation', 'agents', 'model', 'random', 'truth', 'tape'],
  surveillance: ['statistics', 'order-flow', 'market', 'rules', 'tape'],
  evaluation: ['statistics', 'truth', 'tape', 'rules', 'surveillance'],
  scenario: ['tape', 'rules', 'truth', 'model', 'agents', 'manipulation', 'surveillance', 'evaluation', 'random', 'history', 'documents'],
  calibration: ['random', 'statistics', 'realism', 'order-flow', 'tape', 'scenario', 'documents', 'run', 'history', 'archive'],
};

const rooms = Object.entries(mayImport).map(([room, others]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import ${others.length === 0 ? 'no other room' : others.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, 'diagnostics', ...others].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'alert-type-only',
      comment: 'evaluation knows the Alert type of surveillance and nothing else of it',
      severity: 'error',
      from: { path: '^src/evaluation/' },
      to: { path: '^src/surveillance/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rooms',
      comment: 'where results are decided there is no file system, clock, network or process',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'through-the-door',
      comment: 'another room is entered through its index.ts',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/(?!index\\.ts$)', pathNot: ['^src/$1/', '^src/random/elementary\\.ts$'] },
    },
    {
      name: 'truth-is-hidden',
      severity: 'error',
      from: { path: '^src/surveillance/' },
      to: { path: '^src/(truth|evaluation|manipulation)/' },
    },
    {
      name: 'nothing-above-the-cli',
      severity: 'error',
      from: { pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.js', '.json'] },
  },
};
