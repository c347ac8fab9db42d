namespace Sed.Exchange.Node.Demo.Result;

/// <summary>A node of the demo.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pids">Its process ids, in order: several when it was killed and started again.</param>
/// <param name="Api">Address of its API.</param>
/// <param name="Console">Address of its page.</param>
internal sealed record NodeLine(string Id, IReadOnlyList<int> Pids, string Api, string Console);
