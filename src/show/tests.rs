//! Rules of the show, one test each, and random talks with invariants after every operation.
