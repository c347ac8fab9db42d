namespace Sed.Exchange.Client;

/// <summary>Any part of a registration card.</summary>
public abstract record CardElement
{
    /// <summary>The type's name and nothing else: cards hold content and names of citizens, which must not reach a log.</summary>
    public sealed override string ToString() => GetType().Name;
}
