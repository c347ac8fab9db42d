// Scenarios start nodes and judge how soon they answer: side by side on two cores they would judge each other. Those that judge nobody so run beside the others,
// in a process of their own (test.sh).
[assembly: CollectionBehavior(DisableTestParallelization = true)]
