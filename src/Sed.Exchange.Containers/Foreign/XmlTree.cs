using System.Xml;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>Walks over trees of hostile depth, without recursion.</summary>
internal static class XmlTree
{
    /// <summary>An element and every element in it, in document order.</summary>
    public static IEnumerable<XmlElement> Elements(XmlElement top)
    {
        XmlNode? node = top;
        while (node is not null)
        {
            if (node is XmlElement element) yield return element;
            if (node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null && node != top && node.NextSibling is null) node = node.ParentNode;
            node = node is null || node == top ? null : node.NextSibling;
        }
    }

    /// <summary>The elements of a tree that lie in none of some subtrees, in document order.</summary>
    public static IEnumerable<XmlElement> ElementsOutside(XmlElement top, IReadOnlySet<XmlNode> subtrees)
    {
        XmlNode? node = top;
        while (node is not null)
        {
            var isCovered = subtrees.Contains(node);
            if (!isCovered && node is XmlElement element) yield return element;
            if (!isCovered && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null && node != top && node.NextSibling is null) node = node.ParentNode;
            node = node is null || node == top ? null : node.NextSibling;
        }
    }

    /// <summary>Child elements.</summary>
    public static IEnumerable<XmlElement> Children(XmlElement element) => element.ChildNodes.OfType<XmlElement>();

    /// <summary>True when <paramref name="node"/> is <paramref name="top"/> or lies in it.</summary>
    public static bool IsWithin(XmlNode? node, XmlNode top)
    {
        for (; node is not null; node = node.ParentNode)
        {
            if (node == top) return true;
        }

        return false;
    }

    /// <summary>Where a node lies below an ancestor: the positions among children, from the ancestor down.</summary>
    public static IReadOnlyList<int> PathTo(XmlNode node, XmlNode ancestor)
    {
        var path = new List<int>();
        for (; node != ancestor; node = node.ParentNode!)
        {
            // Forwards: a node knows the next one only, and finds the one before by walking from the first.
            var position = 0;
            for (var sibling = node.ParentNode!.FirstChild; sibling != node; sibling = sibling!.NextSibling) position++;
            path.Add(position);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The node that a path leads to.</summary>
    public static XmlNode Follow(XmlNode ancestor, IReadOnlyList<int> path)
    {
        foreach (var position in path)
        {
            ancestor = ancestor.FirstChild!;
            for (var step = 0; step < position; step++) ancestor = ancestor.NextSibling!;
        }

        return ancestor;
    }

    /// <summary>True for an element of this name.</summary>
    public static bool Is(XmlNode? node, string space, string name) => node is XmlElement && node.LocalName == name && node.NamespaceURI == space;
}
