//! Small pictures made here → what is read of them.
