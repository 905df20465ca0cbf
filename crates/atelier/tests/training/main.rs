//! Training on real and random logs.
