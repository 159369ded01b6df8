//! Python's side of the border. It is crossed once for each batch, and the interpreter lock is let go meanwhile.

use crate::index::{Builder, Found, Index as Names, Quality, Search};
use crate::name::Schema;
use crate::score::reasons::parts;
use crate::score::{compare as compared, Name};
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Mutex;

create_exception!(_core, Refused, PyValueError, "A file that is no index of names, or a damaged one.");

/// (rule, word of the first, word of the second, likeness, points)
type Part = (&'static str, String, String, f32, f32);
/// (number of the query, id, score, name, schema, whether the name is a weak alias)
type Hit = (usize, String, f32, String, &'static str, bool);

/// (id, schema, [(name, whether it is a weak alias)])
type Entity<'py> = (Bound<'py, PyString>, String, Vec<(Bound<'py, PyString>, bool)>);

/// Text that may hold half a surrogate pair: such a half becomes U+FFFD.
fn text(value: &Bound<PyString>) -> String {
    value.to_string_lossy().into_owned()
}

fn schema(name: &str) -> Schema {
    Schema::named(name).unwrap_or(Schema::Unknown)
}

/// The score of two names and the parts that add up to it.
#[pyfunction]
fn compare(a: &Bound<PyString>, schema_a: &str, b: &Bound<PyString>, schema_b: &str) -> (f32, Vec<Part>) {
    let (a, b) = (Name::new(&text(a), schema(schema_a)), Name::new(&text(b), schema(schema_b)));
    let met = compared(&a, &b);
    let made = parts(&a, &b, &met).into_iter().map(|p| (p.rule, p.a, p.b, p.like, p.points)).collect();
    (met.score, made)
}

/// The scores of pairs of one schema, without their parts.
#[pyfunction]
fn scores(py: Python, pairs: Vec<(Bound<PyString>, Bound<PyString>)>, schema_of: &str) -> Vec<f32> {
    let pairs: Vec<(String, String)> = pairs.iter().map(|(a, b)| (text(a), text(b))).collect();
    let of = schema(schema_of);
    py.detach(|| {
        pairs.par_iter().map(|(a, b)| compared(&Name::new(a, of), &Name::new(b, of)).score).collect()
    })
}

/// Collects entities for an index, some at a time.
#[pyclass]
#[derive(Default)]
struct Collector {
    builder: Builder,
}

#[pymethods]
impl Collector {
    #[new]
    fn new() -> Collector {
        Collector::default()
    }

    /// Adds entities: (id, schema, [(name, whether it is a weak alias)]).
    fn add(&mut self, entities: Vec<Entity>) {
        for (id, of, names) in &entities {
            let quality = |weak: &bool| if *weak { Quality::Low } else { Quality::Good };
            self.builder.add(&text(id), schema(of), names.iter().map(|(n, weak)| (text(n), quality(weak))));
        }
    }

    /// The index of all that was added; the collector is empty afterwards.
    fn build(&mut self, py: Python) -> PyResult<Index> {
        let builder = std::mem::take(&mut self.builder);
        let names = py.detach(|| Names::from_bytes(builder.build()));
        names.map(Index::of).map_err(|e| Refused::new_err(e.to_string()))
    }
}

/// Names of entities, read where they lie.
#[pyclass(frozen)]
struct Index {
    names: Names,
    /// Room for searches that came to an end: what they learnt of words is used again
    rooms: Mutex<Vec<Search>>,
}

impl Index {
    fn of(names: Names) -> Index {
        Index { names, rooms: Mutex::default() }
    }

    fn room(&self) -> Search {
        self.rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default()
    }

    fn give_back(&self, room: Search) {
        if let Ok(mut rooms) = self.rooms.lock() {
            rooms.push(room);
        }
    }

    fn find(
        &self,
        asked: &[(String, Schema)],
        only: &[Schema],
        threshold: f32,
        limit: usize,
        weak: bool,
    ) -> Vec<Vec<Found>> {
        let mut room = self.room();
        let is_wanted = |s: Schema| only.is_empty() || only.contains(&s);
        let one = |(name, of): &(String, Schema)| {
            let mut found = room.find(&self.names, &Name::new(name, *of), &is_wanted, weak, threshold);
            found.truncate(limit);
            found
        };
        let found = asked.iter().map(one).collect();
        self.give_back(room);
        found
    }
}

#[pymethods]
impl Index {
    /// Opens the bytes of an index.
    #[staticmethod]
    fn load(py: Python, data: &[u8]) -> PyResult<Index> {
        let bytes = data.to_vec();
        py.detach(|| Names::from_bytes(bytes)).map(Index::of).map_err(|e| Refused::new_err(e.to_string()))
    }

    /// Maps `length` bytes of a file from `offset`; a length of 0 means up to its end.
    #[staticmethod]
    fn open(py: Python, path: PathBuf, offset: u64, length: u64) -> PyResult<Index> {
        py.detach(|| Names::open(&path, offset, length))
            .map(Index::of)
            .map_err(|e| Refused::new_err(e.to_string()))
    }

    /// The bytes of the index.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.names.as_bytes())
    }

    /// The number of entities, and of their names.
    fn counts(&self) -> (usize, usize) {
        (self.names.entities(), self.names.names())
    }

    /// (id, name) of the listed names, weak aliases apart, that do not find their own entity at this threshold.
    fn lost(&self, py: Python, threshold: f32) -> Vec<(String, String)> {
        let lost = py.detach(|| self.names.lost(threshold));
        let told = |name: usize| {
            (self.names.id(self.names.entity_of(name)).to_owned(), self.names.name(name).to_owned())
        };
        lost.into_iter().map(told).collect()
    }

    /// For each (name, schema) the entities that score at least `threshold`, best first, at most `limit`;
    /// `only` names the listed schemas that count (none: all); `threads` 0 means all cores.
    #[allow(clippy::too_many_arguments)]
    #[pyo3(signature = (asked, only, threshold, limit, weak, threads))]
    fn screen(
        &self,
        py: Python,
        asked: Vec<(Bound<PyString>, String)>,
        only: Vec<String>,
        threshold: f32,
        limit: usize,
        weak: bool,
        threads: usize,
    ) -> PyResult<Vec<Hit>> {
        let asked: Vec<(String, Schema)> = asked.iter().map(|(n, of)| (text(n), schema(of))).collect();
        let only: Vec<Schema> = only.iter().map(|s| schema(s)).collect();
        let found = py.detach(|| -> Result<Vec<Vec<Found>>, String> {
            if asked.len() == 1 || threads == 1 {
                return Ok(self.find(&asked, &only, threshold, limit, weak));
            }
            let all = || -> Vec<Vec<Found>> {
                let share = asked.len().div_ceil(8 * rayon::current_num_threads()).max(16);
                asked
                    .par_chunks(share)
                    .flat_map_iter(|c| self.find(c, &only, threshold, limit, weak))
                    .collect()
            };
            match threads {
                0 => Ok(all()),
                n => {
                    let pool =
                        rayon::ThreadPoolBuilder::new().num_threads(n).build().map_err(|e| e.to_string())?;
                    Ok(pool.install(all))
                }
            }
        });
        let found = found.map_err(PyValueError::new_err)?;
        let hit = |query: usize, f: &Found| {
            let name = self.names.name(f.name).to_owned();
            let of = self.names.schema(f.entity).name();
            (query, self.names.id(f.entity).to_owned(), f.score, name, of, self.names.is_weak(f.name))
        };
        Ok(found.iter().enumerate().flat_map(|(q, all)| all.iter().map(move |f| hit(q, f))).collect())
    }
}

/// The schemas that the engine knows.
#[pyfunction]
fn schemas() -> Vec<&'static str> {
    Schema::ALL.iter().map(|s| s.name()).collect()
}

#[pymodule]
fn _core(m: &Bound<PyModule>) -> PyResult<()> {
    m.add("__version__", env!("CARGO_PKG_VERSION"))?;
    m.add("INDEX_VERSION", crate::index::version())?;
    m.add("Refused", m.py().get_type::<Refused>())?;
    m.add_class::<Collector>()?;
    m.add_class::<Index>()?;
    m.add_function(wrap_pyfunction!(compare, m)?)?;
    m.add_function(wrap_pyfunction!(scores, m)?)?;
    m.add_function(wrap_pyfunction!(schemas, m)?)
}
