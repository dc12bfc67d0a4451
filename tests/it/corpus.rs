//! The fuzz targets of `fuzz/`, from its corpus and with mutations of it, on a stable compiler.

#[path = "../../fuzz/shared/configuration.rs"]
mod configuration;
#[path = "../../fuzz/shared/response.rs"]
mod response;

use std::{fs, path::Path};

/// Runs what is in the corpus, and as many mutations of it, which are the same every time.
fn replay(corpus: &str, mutations: usize, run: impl Fn(&[u8])) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(corpus);
    let mut files: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let inputs: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    assert!(inputs.len() > 10, "the corpus is not where it was");
    for input in &inputs {
        run(input);
    }
    let mut random = fastrand::Rng::with_seed(4);
    for _ in 0..mutations {
        let mut input = random.choice(&inputs).unwrap().clone();
        for _ in 0..random.usize(1..4) {
            mutate(&mut input, &inputs, &mut random);
        }
        run(&input);
    }
}

fn mutate(input: &mut Vec<u8>, inputs: &[Vec<u8>], random: &mut fastrand::Rng) {
    let place = random.usize(..=input.len());
    match random.u8(0..5) {
        0 => input.truncate(place),
        1 => input.insert(place, random.u8(..)),
        2 if place < input.len() => input[place] ^= 1 << random.u8(0..8),
        3 if place < input.len() => drop(input.remove(place)),
        // The end of another.
        _ => {
            let other = random.choice(inputs).unwrap();
            input.truncate(place);
            input.extend_from_slice(&other[random.usize(..=other.len())..]);
        }
    }
}

#[test]
fn responses() {
    let target = response::Target::start();
    replay("response", 2_000, |input| target.run(input));
}

#[test]
fn configurations() {
    replay("configuration", 20_000, configuration::run);
}
