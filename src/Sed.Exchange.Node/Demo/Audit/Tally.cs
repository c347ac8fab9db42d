namespace Sed.Exchange.Node.Demo.Audit;

/// <summary>Counts the checks of one promise and keeps what they found wrong, in the language of the demo.</summary>
internal sealed class Tally(bool english)
{
    private readonly List<string> _violations = [];

    /// <summary>Checks made.</summary>
    public int Checks { get; private set; }

    /// <summary>What was found wrong, one line each.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>One check.</summary>
    /// <param name="holds">True: the promise was kept here.</param>
    /// <param name="ru">What is wrong otherwise, in Russian.</param>
    /// <param name="en">The same in English.</param>
    /// <returns><paramref name="holds"/>.</returns>
    public bool Check(bool holds, string ru, string en)
    {
        Checks++;
        if (!holds) _violations.Add(english ? en : ru);
        return holds;
    }
}
