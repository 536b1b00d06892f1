"""Following up (跟踪督办): what came back of papers, what is late, what comes next, and tables of it."""
