using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Journal;

/// <summary>The double keeps the contract; a "crash" leaves its disk.</summary>
public sealed class MemoryJournalTests : JournalContract
{
    private Func<MemoryDisk>? _left;

    protected override IJournal Open()
    {
        var journal = new MemoryJournal(_left?.Invoke());
        _left = () => journal.Disk;
        return journal;
    }
}
