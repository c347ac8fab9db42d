namespace Sed.Exchange.Adapters.Folders;

/// <summary>A message on its way into an input, or lying there. Changed by one look at a time.</summary>
internal sealed class Offer(OfferShelf shelf, OfferNote note)
{
    /// <summary>The input.</summary>
    public OfferShelf Shelf { get; } = shelf;

    /// <summary>What is remembered of it.</summary>
    public OfferNote Note { get; set; } = note;

    /// <summary>True: both renames are known to be done.</summary>
    public bool IsShown { get; set; }

    /// <summary>Since when the <c>.env</c> is found gone, by the monotonic clock; null: it is there.</summary>
    public long? GoneSince { get; set; }

    /// <summary>When it is dealt with next, by the monotonic clock.</summary>
    public long Due { get; set; }

    /// <summary>Times that it could not be laid for a reason of its own: others are laid, and it takes up none of their places.</summary>
    public int Failures { get; set; }

    /// <summary>True: it takes up a place in the input.</summary>
    public bool IsLying => Note.IsOffered && GoneSince is null;

    /// <summary>The name in the input.</summary>
    public Guid Name => Note.Name;

    /// <summary>The message.</summary>
    public Guid MessageId => Note.MessageId;
}
