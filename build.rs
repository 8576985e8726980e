//! Tells Cargo that the folders compiled into the program are its sources: a
//! file added to them must lead to a new build.

fn main() {
    for folder in ["ontology", "tests/corpus"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
