"""What several pages share: what a form says, files that come with it, tasks asked, what is told after."""
