// Scenarios start nodes and judge how soon they answer: side by side on two cores they would judge each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
