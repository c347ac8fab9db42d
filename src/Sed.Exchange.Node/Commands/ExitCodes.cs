namespace Sed.Exchange.Node.Commands;

/// <summary>What a command's exit code says (DESIGN section 10).</summary>
internal static class ExitCodes
{
    /// <summary>Yes: done, right, delivered.</summary>
    public const int Yes = 0;

    /// <summary>No: wrong, refused.</summary>
    public const int No = 1;

    /// <summary>Usage or environment: an argument, a file, a connection, an unknown id.</summary>
    public const int Usage = 2;

    /// <summary>Cannot tell, or still under way.</summary>
    public const int CannotTell = 3;
}
