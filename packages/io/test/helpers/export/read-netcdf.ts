import { createHash } from 'node:crypto';
import { runPython } from '../python.js';

/** Python modules to read a file in three ways. */
export const NETCDF_MODULES: readonly string[] = ['numpy', 'h5py', 'xarray', 'netCDF4', 'h5netcdf'];

/** The ways: xarray with two libraries, and h5py without xarray. */
export type Reader = 'netcdf4' | 'h5netcdf' | 'h5py';

/** A variable as Python reads it. */
export type ReadVariable = {
  readonly dtype: string;
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  /** SHA-256 of its numbers. */
  readonly hash: string;
};

/** A group as Python reads it. */
export type ReadGroup = {
  readonly attributes: { readonly [name: string]: unknown };
  /** Names of coordinates, indexes or not, which xarray alone distinguishes. */
  readonly coordinates: readonly string[];
  readonly indexes: readonly string[];
  readonly variables: { readonly [name: string]: ReadVariable };
};

/** All groups, by reader and name. */
export type ReadFile = { readonly [R in Reader]: { readonly [group: string]: ReadGroup } };

const READ = `
import hashlib, json, sys
import h5py, numpy, xarray

def plain(value):
    if isinstance(value, bytes): return value.decode()
    if isinstance(value, numpy.ndarray): return [plain(v) for v in value]
    return value.item() if hasattr(value, 'item') else value

def variable(values, dims):
    values = numpy.ascontiguousarray(values)
    digest = hashlib.sha256(values.tobytes()).hexdigest()
    return {'dtype': str(values.dtype), 'dims': list(dims), 'shape': list(values.shape), 'hash': digest}

def by_xarray(file, group, engine):
    with xarray.open_dataset(file, group=group, engine=engine) as data:
        return {
            'attributes': {k: plain(v) for k, v in data.attrs.items()},
            'coordinates': sorted(data.coords),
            'indexes': sorted(data.indexes),
            'variables': {k: variable(v.values, v.dims) for k, v in data.variables.items()},
        }

def by_h5py(group):
    return {
        'attributes': {k: plain(v) for k, v in group.attrs.items()},
        'coordinates': [],
        'indexes': sorted(k for k, v in group.items() if h5py.h5ds.is_scale(v.id)),
        'variables': {
            k: variable(v[()], [k] if h5py.h5ds.is_scale(v.id) else [d[0].name.split('/')[-1] for d in v.dims])
            for k, v in group.items()
        },
    }

file = sys.argv[1]
with h5py.File(file, 'r') as f:
    groups = list(f)
    read = {'h5py': {g: by_h5py(f[g]) for g in groups}}
for engine in ('netcdf4', 'h5netcdf'):
    read[engine] = {g: by_xarray(file, g, engine) for g in groups}
print(json.dumps(read))
`;

/** Reads all of a file with each reader. */
export const readNetCDF = (file: string): ReadFile => JSON.parse(runPython(READ, [file], NETCDF_MODULES)) as ReadFile;

/** The hash of numbers as {@link ReadVariable} has it. */
export function hashOf(parts: readonly NodeJS.ArrayBufferView[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest('hex');
}
