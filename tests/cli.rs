//! The command line as a user meets it: output, messages, exit codes.

mod cli_support;

mod cli {
    mod bad_input;
    mod basics;
    mod compare;
    mod extract;
    mod judge;
    mod kb;
    mod other_engines;
}
